package io.joblane.sales.domain;

import io.joblane.approval.Difference;
import io.joblane.approval.Difference.Change;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a prospect. */
public record ProspectFields(
        String name,
        String address,
        String phone,
        String email,
        String notes,
        @Nullable UUID managementCompanyId) {

    /** What a customer record is made of, as a request keeps it. */
    Map<String, @Nullable Object> map() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("address", address);
        fields.put("phone", phone);
        fields.put("email", email);
        fields.put("managementCompanyId", managementCompanyId == null ? null : managementCompanyId.toString());
        return fields;
    }

    /** All of it is taken over as it is. */
    Difference takenOver() {
        Map<String, Change> fields = new LinkedHashMap<>();
        map().forEach((name, value) -> fields.put(name, new Change(value, value)));
        return new Difference(fields);
    }
}
