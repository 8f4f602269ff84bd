package io.joblane.document.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.joblane.document.DocumentKind;
import io.joblane.shared.Ids;
import io.joblane.testing.DomainTest;
import io.joblane.workforce.ProofSource.Proof;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentProofsTests extends DomainTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    private DocumentTable table;
    private UUID agent;

    @BeforeEach
    void agent() {
        table = new DocumentTable(jdbc, clock);
        agent = rows.agent("Ada Byron");
    }

    @Test
    void agentsAreRemindedOfWhatEndsWithinTheDays() {
        add("Licence B", TODAY);
        add("Insurance", TODAY.plusDays(30));
        add("Passport", TODAY.plusDays(31));
        add("Old", TODAY.minusDays(1));
        add("Birth certificate", null);

        assertThat(proofs())
                .extracting(Proof::name, Proof::until)
                .containsExactly(tuple("Licence B", TODAY), tuple("Insurance", TODAY.plusDays(30)));
    }

    @Test
    void whatWasRenewedIsQuiet() {
        add("Licence B", TODAY.plusDays(3));
        add("licence b", TODAY.plusYears(5));
        add("Insurance", TODAY.plusDays(3));
        UUID renewed = add("Insurance", null);
        assertThat(proofs()).isEmpty();

        table.remove(renewed);
        assertThat(proofs()).extracting(Proof::name).containsExactly("Insurance");
    }

    @Test
    void whoHasLeftIsNotReminded() {
        add("Licence B", TODAY.plusDays(3));
        jdbc.sql("UPDATE agent SET deleted_at = now(), deleted_by = 'test' WHERE id = ?")
                .param(agent)
                .update();
        assertThat(proofs()).isEmpty();
    }

    private UUID add(String title, @Nullable LocalDate until) {
        UUID id = Ids.next();
        table.add(id, agent, new DocumentDetails(DocumentKind.OTHER, title, "", null, until));
        return id;
    }

    private List<Proof> proofs() {
        return new DocumentProofs(jdbc)
                .endingBetween(TODAY, TODAY.plusDays(30)).stream()
                        .filter(proof -> proof.agentId().equals(agent))
                        .toList();
    }
}
