package io.joblane.approval.domain;

import io.joblane.approval.ApprovalHandler;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** The kinds of requests there are. They are asked for once all is made: many submit requests themselves. */
@Component
class Handlers implements SmartInitializingSingleton {
    private final ObjectProvider<ApprovalHandler> handlers;
    private volatile Map<String, ApprovalHandler> byType = Map.of();

    Handlers(ObjectProvider<ApprovalHandler> handlers) {
        this.handlers = handlers;
    }

    /** @throws IllegalStateException where two are of one type: the application does not start */
    @Override
    public void afterSingletonsInstantiated() {
        byType = handlers.stream().collect(Collectors.toUnmodifiableMap(ApprovalHandler::type, Function.identity()));
    }

    ApprovalHandler of(String type) {
        ApprovalHandler handler = byType.get(type);
        if (handler == null) {
            throw new IllegalStateException("No handler knows requests of the type " + type + ", but "
                    + new TreeSet<>(byType.keySet()) + " are known");
        }
        return handler;
    }

    String summary(ApprovalRow row) {
        return of(row.type()).summary(row.proposal());
    }
}
