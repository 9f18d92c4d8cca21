package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a page of somebody else can make a browser send must change nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignPagesTest {

    private static final String RETRY = "/api/v1/connections/cnc-1/retry";

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Client.Answer retry(String... headers) {
        HttpRequest.Builder request = server.admin().request(RETRY).POST(HttpRequest.BodyPublishers.noBody());
        return server.admin().send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    @Test
    void aChangeWithoutOurHeaderIsRefused() {
        assertThat(retry().code()).isEqualTo("change-header-missing");
        assertThat(retry("X-Factfloor", "0").code()).isEqualTo("change-header-missing");
        assertThat(retry("X-Factfloor", "1").status()).isEqualTo(202);
    }

    @Test
    void aChangeFromAnotherOriginIsRefused() {
        String own = "http://127.0.0.1:" + server.web.port();
        assertThat(retry("X-Factfloor", "1", "Origin", own).status()).isEqualTo(202);
        assertThat(retry("X-Factfloor", "1", "Origin", "http://evil.example").code()).isEqualTo("foreign-origin");
        assertThat(retry("X-Factfloor", "1", "Origin", "null").code()).isEqualTo("foreign-origin");
        assertThat(retry("X-Factfloor", "1", "Origin", "http://127.0.0.1:1").code()).isEqualTo("foreign-origin");
        assertThat(retry("X-Factfloor", "1", "Sec-Fetch-Site", "cross-site").code()).isEqualTo("foreign-origin");
        assertThat(retry("X-Factfloor", "1", "Sec-Fetch-Site", "same-site").code()).isEqualTo("foreign-origin");
        assertThat(retry("X-Factfloor", "1", "Sec-Fetch-Site", "same-origin").status()).isEqualTo(202);
    }

    @Test
    void aFormOfAnotherPageCannotSignSomebodyIn() {
        Client.Answer foreign = server.stranger().change("POST", "/api/v1/session", "application/json",
                "{\"user\":\"ada\",\"password\":\"" + RunningServer.PASSWORD + "\"}", "Origin", "http://evil.example");
        assertThat(foreign.code()).isEqualTo("foreign-origin");
        // A form without script can only send these types.
        Client.Answer form = server.stranger().change("POST", "/api/v1/session", "text/plain",
                "{\"user\":\"ada\",\"password\":\"" + RunningServer.PASSWORD + "\"}");
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.code()).isEqualTo("unsupported-media-type");
    }

    @Test
    void aNameThatIsNotOursIsNotServed() throws Exception {
        for (String host : new String[]{"evil.example", "localhost.evil.example", "127.0.0.1.evil.example"}) {
            assertThat(RawHttp.get(server.web.port(), "/api/v1/health", host)).as(host).contains(" 421 ")
                    .contains("unknown-host").contains("application/problem+json").contains("Content-Security-Policy");
        }
        for (String host : new String[]{"localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:8080", "192.168.1.20:80",
                "factfloor.example"}) {
            assertThat(RawHttp.get(server.web.port(), "/api/v1/health", host)).as(host).contains(" 200 ");
        }
    }
}
