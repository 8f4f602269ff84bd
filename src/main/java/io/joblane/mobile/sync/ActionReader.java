package io.joblane.mobile.sync;

import io.joblane.mobile.sync.ActionAnswer.Result;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads each action by itself, so that one that cannot be read does not keep the others from being done. */
@Component
class ActionReader {
    private final JsonMapper strict;
    private final Validator validator;

    ActionReader(JsonMapper json, Validator validator) {
        this.strict = json.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        this.validator = validator;
    }

    /** One of both is null. */
    record Read(@Nullable PhoneAction action, @Nullable ActionAnswer refusal) {}

    Read read(JsonNode node) {
        UUID id = id(node);
        PhoneAction action;
        try {
            action = strict.treeToValue(node, PhoneAction.class);
        } catch (JacksonException e) {
            return refused(id, "This is no action: check it against the documentation of the route.");
        }
        if (action == null) {
            return refused(id, "An action is an object.");
        }
        Set<ConstraintViolation<PhoneAction>> violations = validator.validate(action);
        if (!violations.isEmpty()) {
            ConstraintViolation<PhoneAction> first = violations.stream()
                    .min(Comparator.comparing(v -> v.getPropertyPath().toString()))
                    .orElseThrow();
            return refused(id, "\"" + first.getPropertyPath() + "\" " + first.getMessage() + ".");
        }
        String missing = missing(action);
        return missing == null ? new Read(action, null) : refused(id, "An action of this kind needs " + missing + ".");
    }

    private static @Nullable String missing(PhoneAction action) {
        return switch (action.kind()) {
            case TASK ->
                action.outcome() == null
                                || (action.taskId() == null && (action.taskType() == null || action.about() == null))
                        ? "\"outcome\", and \"taskId\" or both \"taskType\" and \"about\""
                        : null;
            case LOCATION -> action.lat() == null || action.lng() == null ? "\"lat\" and \"lng\"" : null;
            case NOTIFICATION_READ -> action.notificationId() == null ? "\"notificationId\"" : null;
            case STATUS -> action.status() == null ? "\"status\"" : null;
            case AVAILABILITY ->
                action.date() == null || action.available() == null ? "\"date\" and \"available\"" : null;
        };
    }

    private static Read refused(@Nullable UUID id, String reason) {
        return new Read(null, ActionAnswer.of(id, Result.REFUSED, "validation_failed", reason));
    }

    private static @Nullable UUID id(JsonNode node) {
        try {
            return UUID.fromString(node.path("actionId").asString(""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
