package io.joblane.customer.process;

import io.joblane.customer.sync.ContactOffers;
import io.joblane.engine.JobType;
import io.joblane.engine.PreparingWorker;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes requests in the databases of other companies, so it does so outside this company's transaction; repeated it makes none twice. */
@JobType("customer.offerContact")
class OfferContactWorker implements PreparingWorker<OfferContactWorker.Variables, Integer> {
    private final ContactOffers offers;

    OfferContactWorker(ContactOffers offers) {
        this.offers = offers;
    }

    @Override
    public Integer prepare(Variables variables) {
        return offers.offer(variables.subjectId());
    }

    @Override
    public @Nullable Object handle(Variables variables, Integer made) {
        return null;
    }

    /** @param subjectId the contact */
    record Variables(UUID subjectId) {}
}
