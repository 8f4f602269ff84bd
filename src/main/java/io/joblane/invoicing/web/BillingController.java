package io.joblane.invoicing.web;

import io.joblane.http.RawBody;
import io.joblane.http.Versions;
import io.joblane.identity.Admin;
import io.joblane.identity.Staff;
import io.joblane.invoicing.BillingSettings;
import io.joblane.invoicing.Iban;
import io.joblane.invoicing.Seller;
import io.joblane.invoicing.domain.BillingDesk;
import io.joblane.invoicing.domain.CustomerTerms;
import io.joblane.invoicing.domain.TermsService;
import io.joblane.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What stands on invoices, and what is agreed with customers. */
@RestController
@RequestMapping("/api/v1")
@Staff
class BillingController {
    private static final int LARGEST_LOGO = 200 * 1024;
    private static final int MOST_PIXELS = 4000;

    private final BillingDesk settings;
    private final TermsService terms;

    BillingController(BillingDesk settings, TermsService terms) {
        this.settings = settings;
        this.terms = terms;
    }

    @GetMapping("/billing-settings")
    ResponseEntity<BillingSettings> read() {
        return answer(settings.get());
    }

    @PutMapping("/billing-settings")
    @Admin
    ResponseEntity<BillingSettings> save(
            @Valid @RequestBody SettingsRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return answer(settings.save(body.toSettings(), Versions.expected(ifMatch)));
    }

    /** The body is a PNG or JPEG of at most 200 KiB. */
    @PutMapping("/billing-settings/logo")
    @Admin
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void saveLogo(HttpServletRequest request) throws IOException {
        byte[] logo = RawBody.of(request).stream().readNBytes(LARGEST_LOGO + 1);
        if (logo.length > LARGEST_LOGO) {
            throw Problem.of(413, "too_large", "A logo may have " + LARGEST_LOGO / 1024 + " KiB. Send a smaller one.");
        }
        requirePicture(logo);
        settings.saveLogo(logo);
    }

    @DeleteMapping("/billing-settings/logo")
    @Admin
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeLogo() {
        settings.saveLogo(null);
    }

    @GetMapping("/customers/{id}/terms")
    ResponseEntity<CustomerTerms> terms(@PathVariable UUID id) {
        return answer(terms.get(id));
    }

    @PutMapping("/customers/{id}/terms")
    @Admin
    ResponseEntity<CustomerTerms> saveTerms(
            @PathVariable UUID id,
            @Valid @RequestBody TermsRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return answer(terms.save(id, body.toTerms(), Versions.expected(ifMatch)));
    }

    /** The size is read before the picture is: a few bytes could unfold to gigabytes. */
    private static void requirePicture(byte[] logo) throws IOException {
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(logo))) {
            var readers = ImageIO.getImageReaders(input);
            if (readers.hasNext()) {
                var reader = readers.next();
                try {
                    reader.setInput(input);
                    String format = reader.getFormatName();
                    boolean known = format.equalsIgnoreCase("png") || format.equalsIgnoreCase("jpeg");
                    if (known && reader.getWidth(0) <= MOST_PIXELS && reader.getHeight(0) <= MOST_PIXELS) {
                        reader.read(0);
                        return;
                    }
                } catch (IOException | RuntimeException e) {
                    throw noPicture();
                } finally {
                    reader.dispose();
                }
            }
        }
        throw noPicture();
    }

    private static Problem noPicture() {
        return Problem.unprocessable(
                "logo_unreadable",
                "A logo must be a PNG or JPEG of at most " + MOST_PIXELS + " pixels in width and height.");
    }

    private static ResponseEntity<BillingSettings> answer(BillingSettings found) {
        return ResponseEntity.ok()
                .header(HttpHeaders.ETAG, Versions.etag(found.version()))
                .body(found);
    }

    private static ResponseEntity<CustomerTerms> answer(CustomerTerms found) {
        return ResponseEntity.ok()
                .header(HttpHeaders.ETAG, Versions.etag(found.version()))
                .body(found);
    }

    /** What is left out is empty, and not what it was before: a PUT replaces. */
    record SettingsRequest(
            @Size(max = 200) @Nullable String legalName,
            @Size(max = 500) @Nullable String address,
            @Size(max = 60) @Nullable String taxNumber,
            @Size(max = 254) @Nullable String email,
            @Size(max = 40) @Nullable String phone,
            @Size(max = 42) @Nullable String iban,
            @Size(max = 11) @Nullable String bic,
            @Size(max = 500) @Nullable String footer,
            @Size(max = 30) @Nullable String taxName,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 3) BigDecimal tripTaxPercent,

            @NotNull Boolean tripTaxIncluded,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 3) BigDecimal jobTaxPercent,

            @NotNull Boolean jobTaxIncluded,
            @NotNull @Min(0) @Max(365) Integer accountTermsDays) {
        BillingSettings toSettings() {
            String account = iban == null ? "" : Iban.plain(iban);
            if (!account.isEmpty() && !Iban.isValid(account)) {
                throw Problem.unprocessable("invalid_iban", "\"iban\" has wrong check digits: read it again.");
            }
            String bank = bic == null ? "" : bic.strip();
            if (!bank.matches("|[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")) {
                throw Problem.unprocessable("invalid_bic", "\"bic\" must have 8 or 11 capitals and digits.");
            }
            boolean taxed = tripTaxPercent.signum() > 0 || jobTaxPercent.signum() > 0;
            if (taxed && (taxName == null || taxName.isBlank())) {
                throw Problem.unprocessable(
                        "tax_name_required", "Say in \"taxName\" what the tax is called, e.g. VAT.");
            }
            Seller seller = new Seller(
                    text(legalName),
                    text(address),
                    text(taxNumber),
                    text(email),
                    text(phone),
                    account,
                    bank,
                    text(footer));
            return new BillingSettings(
                    seller,
                    text(taxName),
                    tripTaxPercent,
                    tripTaxIncluded,
                    jobTaxPercent,
                    jobTaxIncluded,
                    accountTermsDays,
                    false,
                    0);
        }
    }

    record TermsRequest(
            @Min(0) @Max(365) @Nullable Integer termsDays,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2) BigDecimal discountPercent,

            @Size(max = 200) @Nullable String billingName,
            @Size(max = 500) @Nullable String billingAddress,
            @Size(max = 60) @Nullable String taxNumber) {
        CustomerTerms toTerms() {
            return new CustomerTerms(
                    termsDays, discountPercent, text(billingName), text(billingAddress), text(taxNumber), 0);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
