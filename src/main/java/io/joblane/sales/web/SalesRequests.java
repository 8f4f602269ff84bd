package io.joblane.sales.web;

import io.joblane.customer.domain.ContactRole;
import io.joblane.sales.domain.Place;
import io.joblane.sales.domain.Prospect;
import io.joblane.sales.domain.ProspectFields;
import io.joblane.sales.domain.ProspectStatus;
import io.joblane.sales.domain.SalesContact;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** What the routes of those who sell take and give. */
final class SalesRequests {
    private SalesRequests() {}

    /** @param lost whether nothing will come of it */
    record ProspectBody(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 500) String address,
            @Nullable @Size(max = 50) String phone,
            @Nullable @Email @Size(max = 254) String email,
            @Nullable @Size(max = 2000) String notes,
            @Nullable UUID managementCompanyId,
            @Nullable Boolean lost) {
        ProspectFields fields() {
            return new ProspectFields(
                    name.strip(), text(address), text(phone), text(email), text(notes), managementCompanyId);
        }

        boolean isLost() {
            return Boolean.TRUE.equals(lost);
        }
    }

    record ProspectView(
            UUID id,
            String name,
            String address,
            String phone,
            String email,
            String notes,
            @Nullable UUID managementCompanyId,
            UUID ownerId,
            ProspectStatus status,
            @Nullable UUID customerId,
            int version) {
        static ProspectView of(Prospect prospect) {
            ProspectFields fields = prospect.fields();
            return new ProspectView(
                    prospect.id(),
                    fields.name(),
                    fields.address(),
                    fields.phone(),
                    fields.email(),
                    fields.notes(),
                    fields.managementCompanyId(),
                    prospect.ownerId(),
                    prospect.status(),
                    prospect.customerId(),
                    prospect.version());
        }
    }

    /** @param version of the prospect that was looked at */
    record ConversionBody(
            @NotNull Integer version,
            @Nullable @Size(max = 500) String reason) {}

    record SalesContactBody(
            @Nullable UUID prospectId,
            @Nullable UUID customerId,
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName,
            @Nullable @Size(max = 150) String title,
            @Nullable @Size(max = 50) String phone,
            @Nullable @Email @Size(max = 254) String email,
            @Nullable @Size(max = 2000) String notes) {
        Place place() {
            return new Place(prospectId, customerId);
        }

        SalesContact.Fields fields() {
            return new SalesContact.Fields(
                    firstName.strip(), lastName.strip(), text(title), text(phone), text(email), text(notes));
        }
    }

    record SalesContactView(
            UUID id,
            @Nullable UUID prospectId,
            @Nullable UUID customerId,
            UUID ownerId,
            String firstName,
            String lastName,
            String title,
            String phone,
            String email,
            String notes,
            int version) {
        static SalesContactView of(SalesContact contact) {
            SalesContact.Fields fields = contact.fields();
            return new SalesContactView(
                    contact.id(),
                    contact.prospectId(),
                    contact.customerId(),
                    contact.ownerId(),
                    fields.firstName(),
                    fields.lastName(),
                    fields.title(),
                    fields.phone(),
                    fields.email(),
                    fields.notes(),
                    contact.version());
        }
    }

    record SubmissionBody(
            @NotNull ContactRole role,
            @Nullable Boolean isPrimary,
            @Nullable @Size(max = 500) String reason) {}

    record VisitBody(
            @Nullable UUID prospectId,
            @Nullable UUID customerId,
            @NotNull Instant visitedAt,
            @NotBlank @Size(max = 2000) String notes,
            @Nullable @Size(max = 20) List<@NotNull UUID> tags) {
        Place place() {
            return new Place(prospectId, customerId);
        }
    }

    /** @param active true where it is left out */
    record TagBody(
            @NotBlank @Size(max = 50) String name, @Nullable Boolean active) {
        boolean isActive() {
            return active == null || active;
        }
    }

    record NoteBody(@NotBlank @Size(max = 2000) String text) {}

    /** @param approvalId of the request that was made */
    record Submitted(UUID approvalId) {}

    static ResponseEntity<?> submitted(UUID approval) {
        return ResponseEntity.created(URI.create("/api/v1/approvals/" + approval))
                .body(new Submitted(approval));
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
