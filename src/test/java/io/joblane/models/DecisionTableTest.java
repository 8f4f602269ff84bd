package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** Runs a decision's cases, and sees to it that no rule is without one: whoever adds a rule adds a case. */
abstract class DecisionTableTest {

    final DecisionModel decision;
    private final ModelFile file;

    DecisionTableTest(String id) {
        this.decision = new DecisionModel(id);
        this.file = ModelFile.read(ModelFile.DMN.resolve(id + ".dmn"));
    }

    abstract List<Case> cases();

    @TestFactory
    Stream<DynamicTest> everyCase() {
        return cases().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.name(),
                        () -> each.expected()
                                .accept(decision.evaluate(each.variables()).output())));
    }

    @Test
    void everyRuleHasACase() {
        Set<String> hit = new LinkedHashSet<>();
        Set<String> said = new LinkedHashSet<>();
        for (Case each : cases()) {
            DecisionModel.Outcome outcome = decision.evaluate(each.variables());
            hit.addAll(outcome.matchedRules());
            outcome.output().findValuesAsString("rule").forEach(said::add);
        }
        Set<String> all = new LinkedHashSet<>();
        for (Element table : file.elements("decisionTable")) {
            boolean bands = table.getAttribute("hitPolicy").equals("RULE ORDER");
            for (Element rule : ModelFile.children(table, "rule")) {
                all.add(rule.getAttribute("id"));
                // every row of a table of bands matches: the band that counted is known by its text
                if (bands && !said.contains(text(rule))) {
                    hit.remove(rule.getAttribute("id"));
                }
            }
        }
        assertThat(all).isNotEmpty();
        assertThat(hit).containsExactlyInAnyOrderElementsOf(all);
    }

    private static String text(Element rule) {
        List<Element> outputs = ModelFile.children(rule, "outputEntry");
        return outputs.get(outputs.size() - 1).getTextContent().strip().replaceAll("^\"|\"$", "");
    }

    /** A case whose whole result is the given JSON; numbers are compared by value. */
    static Case row(String name, Map<String, @Nullable Object> variables, String expected) {
        JsonNode json = DecisionModel.json(expected);
        return new Case(name, variables, actual -> assertThat(plain(actual)).isEqualTo(plain(json)));
    }

    static Case row(String name, Map<String, @Nullable Object> variables, Consumer<JsonNode> expected) {
        return new Case(name, variables, expected);
    }

    /** Variables by name and value in turn; a value may be null, which {@link Map#of} refuses. */
    static Map<String, @Nullable Object> given(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return variables;
    }

    private static Object plain(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue().stripTrailingZeros().toPlainString();
        }
        if (node.isObject()) {
            Map<String, Object> fields = new HashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
            return fields;
        }
        if (node.isArray()) {
            return node.valueStream().map(DecisionTableTest::plain).toList();
        }
        return node.toString();
    }

    /** What goes in and what must come out. */
    record Case(String name, Map<String, @Nullable Object> variables, Consumer<JsonNode> expected) {}
}
