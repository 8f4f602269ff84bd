package io.joblane.testing;

import io.joblane.approval.ApprovalHandler;
import io.joblane.approval.Difference;
import io.joblane.approval.NewApproval;
import io.joblane.approval.Proposal;
import io.joblane.approval.Target;
import io.joblane.shared.Ids;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A kind of request of which two must agree to large ones, with targets that are kept in memory. */
public class TestPrices implements ApprovalHandler {
    private final Map<UUID, Target> targets = new ConcurrentHashMap<>();
    private final Map<UUID, AtomicInteger> applied = new ConcurrentHashMap<>();

    /** A request to raise a price of 10 to 20; two must agree to an amount of 1000 and more. */
    public NewApproval raise(String amount) {
        UUID target = Ids.next();
        targets.put(target, new Target(0, Map.of("price", 10)));
        return NewApproval.change(
                        Ids.next(),
                        type(),
                        target,
                        "Trip " + target.toString().substring(30),
                        0,
                        Difference.between(Map.of("price", 10), Map.of("price", 20)),
                        "")
                .worth(new BigDecimal(amount));
    }

    /** Somebody else changes it. */
    public void move(UUID target, int price) {
        targets.compute(target, (id, now) -> new Target(now == null ? 0 : now.version() + 1, Map.of("price", price)));
    }

    public void remove(UUID target) {
        targets.remove(target);
    }

    public int price(UUID target) {
        return (Integer) targets.get(target).fields().get("price");
    }

    public int timesApplied(UUID request) {
        AtomicInteger times = applied.get(request);
        return times == null ? 0 : times.get();
    }

    @Override
    public String type() {
        return "price_override";
    }

    @Override
    public String summary(Proposal proposal) {
        return "Price of " + proposal.targetName() + ": "
                + proposal.difference().text("price");
    }

    @Override
    public Optional<Target> target(Proposal proposal) {
        return Optional.ofNullable(targets.get(proposal.requireTarget()));
    }

    @Override
    public void apply(Proposal proposal, String by) {
        move(proposal.requireTarget(), (Integer) proposal.difference().after("price"));
        applied.computeIfAbsent(proposal.id(), id -> new AtomicInteger()).incrementAndGet();
    }
}
