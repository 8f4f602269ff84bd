package io.joblane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.database.ConnectionBudget.TooFewConnectionsException;
import io.joblane.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What the settings let all replicas open, against what PostgreSQL takes. */
class ConnectionBudgetTests {
    @Test
    void oneReplicaWithTheDefaultsFitsAServerOfAHundred() {
        ConnectionBudget one = new ConnectionBudget(80, 1);

        one.requireFits(TestDatabase.server());
        one.requireFits(95);
        assertThat(one.share()).isEqualTo(80);
    }

    @Test
    void replicasShareTheTotal() {
        assertThat(new ConnectionBudget(80, 3).share()).isEqualTo(26);
    }

    @Test
    void whatDoesNotFitIsSaidInOneSentenceWithTheNumberThatWould() {
        assertThatThrownBy(() -> new ConnectionBudget(80, 2).requireFits(TestDatabase.server()))
                .isInstanceOf(TooFewConnectionsException.class)
                .hasMessage(
                        "PostgreSQL takes 97 connections, and 2 replica(s) with JOBLANE_CONNECTIONSTOTAL=80 may open"
                                + " 110. Set JOBLANE_CONNECTIONSTOTAL to at most 67, or raise max_connections of the server.");
        new ConnectionBudget(67, 2).requireFits(TestDatabase.server());
        assertThatThrownBy(() -> new ConnectionBudget(80, 7).requireFits(TestDatabase.server()))
                .hasMessageContaining("Run fewer replicas");
    }

    @Test
    void noReplicaAtAllIsRefused() {
        assertThatThrownBy(() -> new ConnectionBudget(80, 0)).isInstanceOf(TooFewConnectionsException.class);
    }
}
