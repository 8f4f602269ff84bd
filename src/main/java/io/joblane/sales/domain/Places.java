package io.joblane.sales.domain;

import io.joblane.customer.Customers;
import io.joblane.shared.Problem;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whether there is such a prospect or customer. */
@Component
class Places {
    private final ProspectTable prospects;
    private final Customers customers;

    Places(ProspectTable prospects, Customers customers) {
        this.prospects = prospects;
        this.customers = customers;
    }

    /** @throws Problem 422 {@code one_place}, 404 {@code prospect_unknown}, {@code customer_unknown} */
    void require(Place place) {
        if ((place.prospectId() == null) == (place.customerId() == null)) {
            throw Problem.unprocessable("one_place", "Name a prospect or a customer, not both.");
        }
        if (place.prospectId() != null && !isOwn(place.prospectId())) {
            throw Prospects.unknown();
        }
        if (place.customerId() != null && customers.find(place.customerId()).isEmpty()) {
            throw Problem.notFound("customer_unknown", "There is no such customer. List the customers.");
        }
    }

    private boolean isOwn(UUID prospect) {
        return prospects
                .find(prospect)
                .filter(found -> Owners.mayChange(found.ownerId()))
                .isPresent();
    }
}
