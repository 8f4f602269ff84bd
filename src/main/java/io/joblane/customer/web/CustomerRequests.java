package io.joblane.customer.web;

import io.joblane.customer.domain.Contact;
import io.joblane.customer.domain.ContactFields;
import io.joblane.customer.domain.ContactRole;
import io.joblane.customer.domain.CustomerFields;
import io.joblane.customer.domain.ManagementCompany;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the routes to customers take and give. */
final class CustomerRequests {
    private CustomerRequests() {}

    record CustomerBody(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 500) String address,
            @NotBlank @Email @Size(max = 254) String email,
            @NotBlank @Size(max = 50) String phone,
            @Nullable UUID managementCompanyId,
            @Nullable UUID salespersonId) {
        CustomerFields fields() {
            return new CustomerFields(
                    name.strip(), text(address), email.strip(), phone.strip(), managementCompanyId, salespersonId);
        }
    }

    /**
     * A field that is missing or null stays as it is.
     *
     * @param version of the customer that was looked at
     * @param reason for who decides
     */
    record ChangeRequestBody(
            @Nullable @Size(min = 1, max = 200) String name,
            @Nullable @Size(max = 500) String address,
            @Nullable @Email @Size(min = 3, max = 254) String email,
            @Nullable @Size(min = 1, max = 50) String phone,
            @Nullable UUID managementCompanyId,
            @Nullable UUID salespersonId,
            @Nullable Integer version,
            @Nullable @Size(max = 500) String reason) {
        CustomerFields over(CustomerFields now) {
            return new CustomerFields(
                    name == null ? now.name() : name.strip(),
                    address == null ? now.address() : address.strip(),
                    email == null ? now.email() : email.strip(),
                    phone == null ? now.phone() : phone.strip(),
                    managementCompanyId == null ? now.managementCompanyId() : managementCompanyId,
                    salespersonId == null ? now.salespersonId() : salespersonId);
        }
    }

    /** @param role other where it is left out */
    record ContactBody(
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName,
            @Nullable @Size(max = 150) String title,
            @Nullable ContactRole role,
            @Nullable @Size(max = 50) String officePhone,
            @Nullable @Size(max = 50) String mobilePhone,
            @Nullable @Email @Size(max = 254) String email,
            @Nullable Boolean isPrimary,
            @Nullable @Size(max = 500) String reason) {
        ContactFields fields() {
            return new ContactFields(
                    firstName.strip(),
                    lastName.strip(),
                    text(title),
                    role == null ? ContactRole.OTHER : role,
                    text(officePhone),
                    text(mobilePhone),
                    text(email),
                    Boolean.TRUE.equals(isPrimary));
        }
    }

    record ContactView(
            UUID id,
            String firstName,
            String lastName,
            String title,
            ContactRole role,
            String officePhone,
            String mobilePhone,
            String email,
            boolean isPrimary,
            int version) {
        static ContactView of(Contact contact) {
            ContactFields fields = contact.fields();
            return new ContactView(
                    contact.id(),
                    fields.firstName(),
                    fields.lastName(),
                    fields.title(),
                    fields.role(),
                    fields.officePhone(),
                    fields.mobilePhone(),
                    fields.email(),
                    fields.isPrimary(),
                    contact.version());
        }
    }

    record ManagementCompanyBody(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 500) String address,
            @Nullable @Size(max = 50) String phone,
            @Nullable @Email @Size(max = 254) String email) {
        ManagementCompany.Fields fields() {
            return new ManagementCompany.Fields(name.strip(), text(address), text(phone), text(email));
        }
    }

    record ManagementCompanyView(UUID id, String name, String address, String phone, String email, int version) {
        static ManagementCompanyView of(ManagementCompany company) {
            ManagementCompany.Fields fields = company.fields();
            return new ManagementCompanyView(
                    company.id(), fields.name(), fields.address(), fields.phone(), fields.email(), company.version());
        }
    }

    /** @param approvalId of the request that was made */
    record Submitted(UUID approvalId) {}

    static String reason(@Nullable String reason) {
        return text(reason);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
