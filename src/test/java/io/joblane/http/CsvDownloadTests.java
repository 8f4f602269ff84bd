package io.joblane.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.joblane.identity.Role;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.WebTestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CsvDownloadTests {
    private static final String ROUTE = "/api/v1/csv-probe";

    private final ApiClient dispatcher = WebTestServer.shared().loggedIn(Role.DISPATCHER);

    @Test
    void cellsAreQuotedAndNeverFormulas() {
        Answer answer = dispatcher.get(ROUTE + "/cells");

        assertThat(answer.text()).isEqualTo("""
                a,b,c
                '=1+1,'@x,'-5
                -5.50,"a,b","say ""no""\"
                ,"two
                lines",Zürich 東京
                '\tx,'+44 20,'quoted
                acme,staff,staff
                """.replace("\n", "\r\n"));
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv;header=present;charset=UTF-8");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"cells.csv\"");
    }

    @Test
    void whatFailsBeforeTheFirstRowIsAnsweredAsAlways() {
        Answer answer = dispatcher.get(ROUTE + "?rows=5&breakAt=1");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("internal_error");
        assertThat(answer.header("Content-Disposition")).isNull();
    }

    @Test
    void whatFailsLaterIsCutOffAndNeverLooksWhole() {
        assertThatThrownBy(() -> dispatcher.get(ROUTE + "?rows=5000&breakAt=4000"))
                .isInstanceOf(AssertionError.class)
                .cause()
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> dispatcher.get(ROUTE + "?rows=5&breakAt=3"))
                .isInstanceOf(AssertionError.class)
                .cause()
                .isInstanceOf(IOException.class);
        assertThat(dispatcher.get(ROUTE + "?rows=5000&breakAt=0").text().lines())
                .hasSize(5001);
    }

    /** Who reads slowly holds up the reading of the rows: they are not collected anywhere. */
    @Test
    void rowsAreReadAsFastAsTheClientTakesThem() throws Exception {
        int all = 3_000_000;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(dispatcher.base().resolve(ROUTE + "?breakAt=0&rows=" + all));
        dispatcher.headers().forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                assertThat(new String(body.readNBytes(13), StandardCharsets.UTF_8))
                        .isEqualTo("number,text\r\n");
                int before;
                do {
                    before = CsvProbeController.READ.get();
                    LockSupport.parkNanos(500_000_000);
                } while (before != CsvProbeController.READ.get());
                assertThat(before).isBetween(100, all / 10);
            }
            client.shutdownNow();
        }
    }
}
