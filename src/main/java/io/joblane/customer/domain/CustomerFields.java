package io.joblane.customer.domain;

import io.joblane.approval.Difference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be changed of a customer record. */
public record CustomerFields(
        String name,
        String address,
        String email,
        String phone,
        @Nullable UUID managementCompanyId,
        @Nullable UUID salespersonId) {

    static CustomerFields of(CustomerRecord customer) {
        return new CustomerFields(
                customer.name(),
                customer.address(),
                customer.email(),
                customer.phone(),
                customer.managementCompanyId(),
                customer.salespersonId());
    }

    /** As a request keeps them. */
    Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("address", address);
        fields.put("email", email);
        fields.put("phone", phone);
        fields.put("managementCompanyId", text(managementCompanyId));
        fields.put("salespersonId", text(salespersonId));
        return fields;
    }

    /** These, with what the difference changes. */
    CustomerFields with(Difference change) {
        return new CustomerFields(
                changed(change, "name", name),
                changed(change, "address", address),
                changed(change, "email", email),
                changed(change, "phone", phone),
                id(change, "managementCompanyId", managementCompanyId),
                id(change, "salespersonId", salespersonId));
    }

    private static String changed(Difference change, String field, String now) {
        String after = change.text(field);
        return change.has(field) ? after == null ? "" : after : now;
    }

    private static @Nullable UUID id(Difference change, String field, @Nullable UUID now) {
        String after = change.text(field);
        return change.has(field) ? after == null ? null : UUID.fromString(after) : now;
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
