package io.joblane.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that a schema forbids, and bodies that it may allow. */
final class FuzzBodies {
    static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "'; DROP TABLE booking; --",
            "' OR '1'='1",
            "1); DELETE FROM agent; --",
            "$$; SELECT pg_sleep(9); $$",
            "\" OR 1=1 --",
            "${7*7}{{7*7}}#{7*7}<%= 7*7 %>",
            "#{T(Runtime).getRuntime().exec('id')}",
            "${jndi:ldap://127.0.0.1/x}",
            "<script>alert(1)</script>",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
            "=cmd|' /C calc'!A0",
            "%s%n%x%d",
            "..\\..\\..\\windows\\win.ini",
            "../../../../etc/passwd",
            "\u202e\u200b\ufeff\u0000",
            "\ud83d\ude00 \u0130\u0131\u00df\ufb03",
            "\r\nSet-Cookie: a=b\r\n\r\n",
            "a".repeat(70_000),
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "NaN",
            "1e400",
            "99999999999999999999999999",
            "2026-02-30T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "00000000-0000-0000-0000-000000000000",
            "AAAA");

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 600;

    private final JsonNode document;
    private final Random random;

    FuzzBodies(JsonNode document, Random random) {
        this.document = document;
        this.random = random;
    }

    /** What no route with that body may accept. */
    String forbidden(FuzzOperation operation) {
        return switch (random.nextInt(4)) {
            case 0 -> noObject(operation);
            case 1 -> JSON.writeValueAsString(withUnknownField(operation.body()));
            default -> JSON.writeValueAsString(withWrongValue(operation.body()));
        };
    }

    /** Right in its form, odd in its values: for a thing that does not exist. */
    String odd(JsonNode schema) {
        ObjectNode body = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode of = FuzzOperation.resolved(document, property.getValue());
            body.set(property.getKey(), random.nextInt(3) == 0 ? anything() : plausible(of, 0));
        }
        return JSON.writeValueAsString(body);
    }

    private String noObject(FuzzOperation operation) {
        List<String> texts = new ArrayList<>(List.of(
                "[]",
                "7",
                "\"x\"",
                "true",
                "{",
                "}",
                "{}{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{'a':1}",
                "nul",
                "\u0000",
                "\ufeff[]",
                "{\"__proto__\":{\"a\":1}}",
                "{\"@class\":\"java.lang.Runtime\"}",
                "[".repeat(DEEP),
                "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
                "{\"a\":\"" + "b".repeat(300_000) + "\"}",
                "{\"a\":" + "9".repeat(5_000) + "}",
                "{\"\\ud800\":1}"));
        if (operation.bodyRequired()) {
            texts.addAll(List.of("", "null", " "));
        }
        return pick(texts);
    }

    private ObjectNode withUnknownField(JsonNode schema) {
        ObjectNode body = plausibleObject(schema, 0);
        for (Map.Entry<String, JsonNode> field : List.copyOf(body.properties())) {
            if (random.nextInt(3) == 0) {
                body.set(field.getKey(), anything());
            }
        }
        return body.set("zz" + random.nextInt(1_000), anything());
    }

    private JsonNode withWrongValue(JsonNode schema) {
        ObjectNode body = plausibleObject(schema, 0);
        List<String> fields = new ArrayList<>();
        schema.path("properties").propertyStream().forEach(property -> fields.add(property.getKey()));
        List<JsonNode> required = schema.path("required").valueStream().toList();
        if (!required.isEmpty() && random.nextInt(4) == 0) {
            body.remove(pick(required).asString());
            return body;
        }
        if (fields.isEmpty()) {
            return withUnknownField(schema);
        }
        String field = pick(fields);
        JsonNode of = FuzzOperation.resolved(document, schema.path("properties").path(field));
        return body.set(field, wrong(of));
    }

    /** A value that this schema forbids. */
    private JsonNode wrong(JsonNode schema) {
        List<JsonNode> values = new ArrayList<>();
        String type = type(schema);
        switch (type) {
            case "string" -> {
                values.add(NODES.objectNode().put("a", 1));
                values.add(NODES.arrayNode().add("a"));
                values.add(NODES.stringNode("a\u0000b"));
                if (schema.has("maxLength")) {
                    values.add(
                            NODES.stringNode("m".repeat(schema.path("maxLength").asInt() + 1)));
                }
                if (schema.has("enum") || schema.has("format")) {
                    values.add(NODES.stringNode("'; DROP TABLE booking; --"));
                    values.add(NODES.stringNode("\ud83d\ude00"));
                }
            }
            case "integer" -> {
                values.add(NODES.stringNode("1"));
                values.add(NODES.numberNode(1.5));
                values.add(NODES.numberNode(new java.math.BigInteger("9".repeat(40))));
                values.add(NODES.numberNode(new java.math.BigDecimal("1e400")));
                values.add(NODES.objectNode());
                values.add(NODES.booleanNode(true));
            }
            case "number" -> {
                values.add(NODES.stringNode("1.5"));
                values.add(NODES.booleanNode(true));
                values.add(NODES.arrayNode().add(1));
            }
            case "boolean" -> {
                values.add(NODES.stringNode("true"));
                values.add(NODES.numberNode(1));
                values.add(NODES.objectNode());
            }
            case "array" -> {
                values.add(NODES.objectNode());
                values.add(NODES.stringNode("a"));
                values.add(NODES.numberNode(1));
            }
            default -> {
                values.add(NODES.arrayNode().add(1));
                values.add(NODES.stringNode("a\u0000"));
            }
        }
        if (schema.has("minimum")) {
            values.add(NODES.numberNode(schema.path("minimum").decimalValue().subtract(java.math.BigDecimal.ONE)));
        }
        if (schema.has("maximum")) {
            values.add(NODES.numberNode(schema.path("maximum").decimalValue().add(java.math.BigDecimal.ONE)));
        }
        return pick(values);
    }

    private ObjectNode plausibleObject(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            object.set(property.getKey(), plausible(FuzzOperation.resolved(document, property.getValue()), depth + 1));
        }
        return object;
    }

    private JsonNode plausible(JsonNode schema, int depth) {
        if (schema.path("enum").size() > 0) {
            return pick(schema.path("enum").valueStream().toList());
        }
        return switch (type(schema)) {
            case "string" ->
                NODES.stringNode(
                        switch (schema.path("format").asString("")) {
                            case "uuid" -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
                            case "date-time" -> "2030-01-01T00:00:00Z";
                            case "date" -> "2030-01-01";
                            case "email" -> "fuzz" + random.nextInt(1_000) + "@test.example";
                            default -> random.nextBoolean() ? "text" : pick(ODD_TEXTS);
                        });
            case "integer" -> NODES.numberNode(1 + random.nextInt(4));
            case "number" -> NODES.numberNode(random.nextInt(80) + 0.5);
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "array" -> NODES.arrayNode();
            default -> depth > 4 ? NODES.objectNode() : plausibleObject(schema, depth);
        };
    }

    private JsonNode anything() {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(new java.math.BigDecimal("-1e-400"));
            case 4 -> NODES.arrayNode().add(anything()).add(1);
            case 5 -> NODES.objectNode().set("a", NODES.stringNode(pick(ODD_TEXTS)));
            default -> NODES.stringNode(pick(ODD_TEXTS));
        };
    }

    /** OpenAPI 3.1 writes {@code ["string", "null"]} for what may be null. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? type.valueStream()
                        .map(JsonNode::asString)
                        .filter(name -> !name.equals("null"))
                        .findFirst()
                        .orElse("")
                : type.asString("object");
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
