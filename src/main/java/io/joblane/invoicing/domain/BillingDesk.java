package io.joblane.invoicing.domain;

import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.invoicing.BillingSettings;
import io.joblane.invoicing.Letterhead;
import io.joblane.invoicing.Seller;
import io.joblane.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The company's billing settings and its logo. */
@Service
public class BillingDesk implements Letterhead {
    private static final String READ =
            "SELECT *, logo IS NOT NULL AS has_logo FROM billing_settings WHERE deleted_at IS NULL";

    private final JdbcClient jdbc;

    BillingDesk(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Staff
    @Transactional(readOnly = true)
    public BillingSettings get() {
        return read();
    }

    BillingSettings read() {
        return jdbc.sql(READ).query(BillingDesk::settings).optional().orElse(BillingSettings.NONE);
    }

    /**
     * Replaces all of them but the logo; invoices that are issued stay as they are.
     *
     * @param expected the version that was read, or null
     * @throws Problem 412 where somebody was first
     */
    @Admin
    @Transactional
    public BillingSettings save(BillingSettings wanted, @Nullable Integer expected) {
        makeSureOfRow();
        int actual = jdbc.sql("SELECT version FROM billing_settings WHERE deleted_at IS NULL FOR UPDATE")
                .query(Integer.class)
                .single();
        Versions.check(actual, expected);
        jdbc.sql("""
                        UPDATE billing_settings SET legal_name = :name, address = :address, tax_number = :taxNumber, email = :email,
                            phone = :phone, iban = :iban, bic = :bic, footer = :footer, tax_name = :taxName,
                            trip_tax_percent = :tripTax, trip_tax_included = :tripIncluded, job_tax_percent = :jobTax,
                            job_tax_included = :jobIncluded, account_terms_days = :days, version = version + 1
                        WHERE deleted_at IS NULL
                        """)
                .param("name", wanted.seller().legalName())
                .param("address", wanted.seller().address())
                .param("taxNumber", wanted.seller().taxNumber())
                .param("email", wanted.seller().email())
                .param("phone", wanted.seller().phone())
                .param("iban", wanted.seller().iban())
                .param("bic", wanted.seller().bic())
                .param("footer", wanted.seller().footer())
                .param("taxName", wanted.taxName())
                .param("tripTax", wanted.tripTaxPercent())
                .param("tripIncluded", wanted.tripTaxIncluded())
                .param("jobTax", wanted.jobTaxPercent())
                .param("jobIncluded", wanted.jobTaxIncluded())
                .param("days", wanted.accountTermsDays())
                .update();
        return read();
    }

    /** @param logo a PNG or JPEG, or null for none */
    @Admin
    @Transactional
    public void saveLogo(byte @Nullable [] logo) {
        makeSureOfRow();
        jdbc.sql("UPDATE billing_settings SET logo = :logo, version = version + 1 WHERE deleted_at IS NULL")
                .param("logo", logo)
                .update();
    }

    @Override
    public Seller seller() {
        return read().seller();
    }

    @Override
    public Optional<byte[]> picture() {
        return jdbc.sql("SELECT logo FROM billing_settings WHERE deleted_at IS NULL AND logo IS NOT NULL")
                .query((row, number) -> row.getBytes("logo"))
                .optional();
    }

    private void makeSureOfRow() {
        jdbc.sql("INSERT INTO billing_settings (id) VALUES (:id) ON CONFLICT (singleton) DO NOTHING")
                .param("id", Ids.next())
                .update();
    }

    private static BillingSettings settings(ResultSet row, int number) throws SQLException {
        return new BillingSettings(
                BillingTable.seller(row),
                row.getString("tax_name"),
                row.getBigDecimal("trip_tax_percent").stripTrailingZeros(),
                row.getBoolean("trip_tax_included"),
                row.getBigDecimal("job_tax_percent").stripTrailingZeros(),
                row.getBoolean("job_tax_included"),
                row.getInt("account_terms_days"),
                row.getBoolean("has_logo"),
                row.getInt("version"));
    }
}
