package io.joblane.notification.channel.sendgrid;

import com.sendgrid.Client;
import com.sendgrid.SendGrid;
import io.joblane.notification.channel.Channel;
import io.joblane.notification.channel.ChannelAccount;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.ProviderSettings;
import io.joblane.notification.channel.Sender;
import java.net.URI;
import java.time.Clock;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.HttpClients;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mail through SendGrid. The account's settings are {@code fromAddress}, {@code fromName}, {@code replyTo} (may be missing) and
 * {@code eventKey} (the public key of the event webhook, may be missing); its secret is {@code apiKey}.
 */
@Component
class SendGridChannel implements Channel {
    private final URI address;
    private final JsonMapper json;
    private final Clock clock;
    /** One for all accounts; held here, because the SDK closes the connections of a client that is garbage. */
    private final Client client;

    SendGridChannel(ProviderSettings settings, JsonMapper json, Clock clock) {
        this.address = settings.sendgridAddress();
        this.json = json;
        this.clock = clock;
        int timeout = (int) settings.timeout().toMillis();
        this.client = new Client(
                HttpClients.custom()
                        // What is tried again, and when, is the relay's business.
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .setMaxConnTotal(64)
                        .setMaxConnPerRoute(64)
                        .setDefaultRequestConfig(RequestConfig.custom()
                                .setConnectTimeout(
                                        (int) settings.connectTimeout().toMillis())
                                .setConnectionRequestTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build(),
                address.getScheme().equals("http"));
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public Sender open(ChannelAccount account) {
        SendGrid api = new SendGrid(account.secret("apiKey"), client);
        api.setHost(address.getAuthority());
        return new SendGridSender(api, account, json, clock);
    }
}
