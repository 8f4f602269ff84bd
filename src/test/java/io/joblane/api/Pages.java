package io.joblane.api;

import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Turns the pages of a list, as a client does. */
final class Pages {
    private static final int MANY = 300;

    private Pages() {}

    /** @param path with a query already */
    static List<JsonNode> all(ApiClient client, String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        for (int page = 0; page < MANY; page++) {
            Answer answer = client.get(path + after);
            if (answer.status() != 200) {
                throw new AssertionError(path + after + ": " + answer.text());
            }
            answer.json().path("items").forEach(items::add);
            String next = answer.json().path("next").asString("");
            if (next.isEmpty()) {
                return items;
            }
            after = "&after=" + next;
        }
        throw new AssertionError(path + " does not end");
    }
}
