package io.joblane.notification.channel.firebase;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import io.joblane.notification.channel.Channel;
import io.joblane.notification.channel.ChannelAccount;
import io.joblane.notification.channel.ChannelKind;
import io.joblane.notification.channel.ProviderSettings;
import io.joblane.notification.channel.Sender;
import io.joblane.shared.Ids;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Push through Firebase. The account's settings are {@code projectId} and {@code clientEmail}, its secret the service account's
 * {@code privateKey}. Where tokens come from is not taken from the account: it would let an admin choose whom this server calls.
 */
@Component
class FirebaseChannel implements Channel {
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/firebase.messaging");

    private final ProviderSettings settings;
    private final Clock clock;

    FirebaseChannel(ProviderSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.PUSH;
    }

    @Override
    public Sender open(ChannelAccount account) {
        HttpTransport transport = new NetHttpTransport.Builder()
                .setConnectionFactory(this::connection)
                .build();
        FirebaseOptions options = FirebaseOptions.builder()
                .setProjectId(account.setting("projectId"))
                .setCredentials(credentials(account, transport))
                .setHttpTransport(transport)
                .setThreadManager(new FewThreads(account.company()))
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.timeout().toMillis())
                .build();
        // A name of its own each time: the one before may still be sending.
        return new FirebaseSender(FirebaseApp.initializeApp(options, account.company() + " " + Ids.next()), clock);
    }

    private ServiceAccountCredentials credentials(ChannelAccount account, HttpTransport transport) {
        return ServiceAccountCredentials.newBuilder()
                .setClientEmail(account.setting("clientEmail"))
                .setPrivateKey(privateKey(account.secret("privateKey")))
                .setScopes(SCOPES)
                .setHttpTransportFactory(() -> transport)
                .setTokenServerUri(settings.googleTokenAddress())
                .build();
    }

    private static PrivateKey privateKey(String pem) {
        String base64 = pem.replace("\\n", "\n")
                .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                .replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("privateKey is no private key in PKCS 8 as a service account has it", e);
        }
    }

    private HttpURLConnection connection(URL wanted) throws IOException {
        URI base = settings.firebaseAddress();
        if (!wanted.getHost().equals("fcm.googleapis.com")) {
            return (HttpURLConnection) wanted.openConnection();
        }
        try {
            return (HttpURLConnection) new URI(
                            base.getScheme(),
                            null,
                            base.getHost(),
                            base.getPort(),
                            wanted.getPath(),
                            wanted.getQuery(),
                            null)
                    .toURL()
                    .openConnection();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
