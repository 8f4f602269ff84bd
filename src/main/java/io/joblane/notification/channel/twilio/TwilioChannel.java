package io.joblane.notification.channel.twilio;

import com.twilio.http.TwilioRestClient;
import io.joblane.notification.channel.Channel;
import io.joblane.notification.channel.ChannelAccount;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.ProviderSettings;
import io.joblane.notification.channel.Sender;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * SMS through Twilio. The account's settings are {@code accountSid} and one of {@code from} and {@code messagingServiceSid}; its
 * secret is {@code authToken}.
 */
@Component
class TwilioChannel implements Channel {
    private final TwilioHttp http;

    TwilioChannel(ProviderSettings settings, Clock clock) {
        this.http = new TwilioHttp(settings, clock);
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.SMS;
    }

    @Override
    public Sender open(ChannelAccount account) {
        TwilioRestClient client = new TwilioRestClient.Builder(
                        account.setting("accountSid"), account.secret("authToken"))
                .httpClient(http)
                .build();
        return new TwilioSender(client, account.setting("from"), account.setting("messagingServiceSid"));
    }
}
