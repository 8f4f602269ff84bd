package io.joblane.customer.domain;

import io.joblane.approval.Difference;
import io.joblane.shared.LowerCase;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody one speaks to at a customer.
 *
 * @param isPrimary who is called first; whoever was it before is not any more
 */
public record ContactFields(
        String firstName,
        String lastName,
        String title,
        ContactRole role,
        String officePhone,
        String mobilePhone,
        String email,
        boolean isPrimary) {

    public String name() {
        return (firstName + " " + lastName).strip();
    }

    /** As a request keeps them. */
    public Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("firstName", firstName);
        fields.put("lastName", lastName);
        fields.put("title", title);
        fields.put("role", LowerCase.of(role));
        fields.put("officePhone", officePhone);
        fields.put("mobilePhone", mobilePhone);
        fields.put("email", email);
        fields.put("isPrimary", isPrimary);
        return fields;
    }

    /** These, with what the difference changes. */
    public ContactFields with(Difference change) {
        return new ContactFields(
                text(change, "firstName", firstName),
                text(change, "lastName", lastName),
                text(change, "title", title),
                LowerCase.parse(ContactRole.class, text(change, "role", LowerCase.of(role))),
                text(change, "officePhone", officePhone),
                text(change, "mobilePhone", mobilePhone),
                text(change, "email", email),
                change.has("isPrimary") ? Boolean.TRUE.equals(change.after("isPrimary")) : isPrimary);
    }

    /** What a request for a new one wants. */
    static ContactFields of(Difference wanted) {
        return new ContactFields("", "", "", ContactRole.OTHER, "", "", "", false).with(wanted);
    }

    private static String text(Difference change, String field, String now) {
        String after = change.text(field);
        return change.has(field) ? after == null ? "" : after : now;
    }
}
