package io.joblane.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What the style guide asks of every decision; the traps named here are silent in the engine. */
class DecisionLintTest {

    static List<ModelFile> decisions() {
        return ModelFile.decisions();
    }

    @Test
    void thereAreDecisions() {
        assertThat(decisions()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void holdsADecisionNamedAsItsFile(ModelFile file) {
        assertThat(file.elements("decision").stream().map(each -> each.getAttribute("id")))
                .contains(file.baseName());
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void everyDecisionHasANameAVersionAndWords(ModelFile file) {
        for (Element decision : file.elements("decision")) {
            String id = decision.getAttribute("id");
            assertThat(decision.getAttribute("name")).as(id).isNotBlank();
            assertThat(ModelFile.extension(decision, "versionTag").map(tag -> tag.getAttribute("value")))
                    .as(id)
                    .hasValueSatisfying(tag -> assertThat(tag).matches("\\d+\\.\\d+\\.\\d+"));
            assertThat(ModelFile.children(decision, "description")).as(id).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void everyTableEndsInARuleThatAlwaysMatches(ModelFile file) {
        for (Element table : file.elements("decisionTable")) {
            List<Element> rules = ModelFile.children(table, "rule");
            Element last = rules.get(rules.size() - 1);
            for (Element entry : ModelFile.children(last, "inputEntry")) {
                assertThat(entry.getTextContent().strip())
                        .as(last.getAttribute("id"))
                        .isIn("", "-");
            }
            if (table.getAttribute("hitPolicy").equals("COLLECT")) {
                assertThat(ModelFile.children(last, "outputEntry")
                                .get(0)
                                .getTextContent()
                                .strip())
                        .isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void hitPoliciesAreTheOnesTheGuideKnows(ModelFile file) {
        for (Element table : file.elements("decisionTable")) {
            assertThat(table.getAttribute("hitPolicy")).isIn(Set.of("FIRST", "RULE ORDER", "COLLECT"));
            assertThat(table.getAttribute("aggregation"))
                    .isEqualTo(table.getAttribute("hitPolicy").equals("COLLECT") ? "SUM" : "");
        }
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void textsAreQuotedAndNoOutputIsLeftOut(ModelFile file) {
        for (Element table : file.elements("decisionTable")) {
            List<Element> outputs = ModelFile.children(table, "output");
            for (Element rule : ModelFile.children(table, "rule")) {
                List<Element> entries = ModelFile.children(rule, "outputEntry");
                assertThat(entries).hasSameSizeAs(outputs);
                for (int i = 0; i < entries.size(); i++) {
                    String text = entries.get(i).getTextContent().strip();
                    assertThat(text)
                            .as(entries.get(i).getAttribute("id"))
                            .matches(
                                    outputs.get(i).getAttribute("typeRef").equals("string")
                                            ? "\"[^\"]+\"|null"
                                            : "-?\\d+(\\.\\d+)?|null");
                }
            }
        }
    }
}
