package io.joblane.notification.delivery;

import io.joblane.company.Companies;
import io.joblane.company.Company;
import io.joblane.company.CompanyOpened;
import io.joblane.notification.channel.ProviderSettings;
import io.joblane.notification.domain.RelaySignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the ledger's messages, one loop a company. Woken after each commit that wrote some, and every two seconds in case a wake was
 * lost, something is due by the clock, or another replica died.
 */
@Component
class DeliveryRelay implements SmartLifecycle {
    /** Requests to providers at a time, of all companies together. */
    private static final int AT_ONCE = 64;

    private final DeliveryTable table;
    private final Courier courier;
    private final Dispatch dispatch;
    private final Records records;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ObjectProvider<Companies> companies;
    private final ProviderSettings settings;
    private final boolean enabled;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final Map<String, DeliveryLoop> loops = new ConcurrentHashMap<>();
    private volatile boolean running;

    DeliveryRelay(
            DeliveryTable table,
            Courier courier,
            Dispatch dispatch,
            Records records,
            TransactionTemplate transactions,
            Clock clock,
            MeterRegistry meters,
            ObjectProvider<Companies> companies,
            RelaySignal signal,
            ProviderSettings settings,
            @Value("${joblane.notification.relay:true}") boolean enabled) {
        this.table = table;
        this.courier = courier;
        this.dispatch = dispatch;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
        this.meters = meters;
        this.companies = companies;
        this.settings = settings;
        this.enabled = enabled;
        signal.onWake(this::wake);
    }

    void wake(String company) {
        if (running) {
            loops.computeIfAbsent(company, this::loop).wake();
        }
    }

    /** A company that was made, here or by another replica, after the start. */
    @EventListener
    void opened(CompanyOpened company) {
        wake(company.slug());
    }

    private DeliveryLoop loop(String company) {
        DeliveryLoop loop = new DeliveryLoop(company, turn(company), companies.getObject(), clock);
        loop.start();
        return loop;
    }

    /** One company's work, to be called by its loop, or by a test that has no loop. */
    DeliveryTurn turn(String company) {
        return new DeliveryTurn(
                company,
                table,
                courier,
                dispatch,
                records,
                transactions,
                clock,
                meters,
                atOnce,
                settings.lease(),
                () -> wake(company));
    }

    @Override
    public void start() {
        if (enabled) {
            running = true;
            companies.getObject().all().stream().map(Company::slug).forEach(this::wake);
        }
    }

    @Override
    public void stop() {
        running = false;
        loops.values().forEach(DeliveryLoop::stop);
        loops.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
