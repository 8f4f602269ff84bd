package io.joblane.database;

import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of the current company's database that are tried again when another one got in between. */
@Component
public class Transactions {
    private static final int ATTEMPTS = 4;
    private static final String EXCLUSION_VIOLATION = "23P01";

    private final TransactionTemplate template;

    Transactions(TransactionTemplate template) {
        this.template = template;
    }

    /**
     * Runs {@code work} in a transaction of its own. A deadlock (40P01), a serialisation failure, or a collision with an
     * exclusion constraint that the work had looked for and not seen, rolls back and runs it again: what was committed
     * meanwhile is visible then. Inside a running transaction it joins and leaves the repetition to the outermost caller.
     */
    public <T> T run(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return template.execute(status -> work.get());
            } catch (PessimisticLockingFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (DataIntegrityViolationException e) {
                if (attempt == ATTEMPTS || !isExclusion(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isExclusion(DataIntegrityViolationException e) {
        return e.getMostSpecificCause() instanceof java.sql.SQLException sql
                && EXCLUSION_VIOLATION.equals(sql.getSQLState());
    }
}
