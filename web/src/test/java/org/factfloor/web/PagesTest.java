package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {

    private static final String SCRIPT = "/assets/index-a1b2c3.js";

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.fresh(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void everyPageAddressGetsTheApplication() {
        for (String path : new String[]{"/", "/machines/cnc-1", "/signals?search=load", "/zh/plant"}) {
            Client.Answer answer = server.stranger().get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.text()).contains("Pages under test");
            assertThat(answer.header("Content-Type")).startsWith("text/html");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        }
    }

    @Test
    void filesThatAreNotThereAreNotPages() {
        for (String path : new String[]{"/assets/none.js", "/favicon.ico", "/api/none", "/api"}) {
            Client.Answer answer = server.stranger().get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.header("Content-Type")).as(path).isEqualTo("application/problem+json");
        }
    }

    @Test
    void filesWithADigestInTheirNameAreKeptForEver() {
        Client.Answer answer = server.stranger().get(SCRIPT);
        assertThat(answer.header("Content-Type")).startsWith("text/javascript");
        assertThat(answer.header("Cache-Control")).contains("immutable");
        assertThat(answer.text()).contains("line 399");
    }

    @Test
    void filesAreCompressedAndComparedByTag() {
        Client.Answer packed = server.stranger().get(SCRIPT, "Accept-Encoding", "gzip, deflate");
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.response().body().length).isLessThan(2_000);
        Client.Answer same = server.stranger().get(SCRIPT, "If-None-Match", packed.header("ETag"));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.response().body()).isEmpty();
    }

    @Test
    void onlyTheHeadIsSentToThoseWhoAskForIt() {
        Client client = server.stranger();
        Client.Answer answer = client
                .send(client.request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
    }
}
