package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are wrong, large or hostile leave with a problem that says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsTest {

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Client.Answer connection(String json) {
        return server.admin().post("/api/v1/connections", json);
    }

    @Test
    void everyRefusalIsAProblemThatIsNotCached() {
        Map<String, Client.Answer> refusals = Map.of("401", server.stranger().get("/api/v1/plant"), "404",
                server.admin().get("/api/v1/nothing"), "405", server.admin().delete("/api/v1/plant"), "415",
                server.admin().change("POST", "/api/v1/connections", "text/plain", "{}"), "400",
                connection("{\"nam\":\"x\"}"));
        refusals.forEach((status, answer) -> {
            assertThat(answer.status()).hasToString(status);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.json().path("type").asText()).isEqualTo("about:blank");
            assertThat(answer.json().path("status").asText()).isEqualTo(status);
            assertThat(answer.json().path("title").asText()).isNotEmpty();
            assertThat(answer.json().path("detail").asText()).isNotEmpty();
            assertThat(answer.code()).matches("[a-z-]+");
        });
    }

    @Test
    void anUnknownFieldIsRefusedWithTheNearestKnownOne() {
        Client.Answer answer = connection("{\"name\":\"x\",\"endpont\":\"opc.tcp://127.0.0.1:4840\"}");
        assertThat(answer.code()).isEqualTo("unknown-field");
        assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo("endpont");
        assertThat(answer.json().at("/errors/0/nearest").asText()).isEqualTo("endpoint");
    }

    @Test
    void anUnknownParameterIsRefusedWithTheNearestKnownOne() {
        Client.Answer answer = server.admin().get("/api/v1/signals?serach=x");
        assertThat(answer.code()).isEqualTo("unknown-parameter");
        assertThat(answer.json().at("/errors/0/nearest").asText()).isEqualTo("search");
    }

    @Test
    void valuesOfAnotherTypeAreNotBentToFit() {
        String[] bodies = {"{\"name\":7}", "{\"name\":true}", "{\"name\":{}}", "{\"name\":[\"x\"]}",
                "{\"name\":\"x\",\"publishingIntervalMs\":\"100\"}", "{\"name\":\"x\",\"publishingIntervalMs\":1.5}",
                "{\"name\":\"x\",\"publishingIntervalMs\":true}", "[]", "\"text\"", "null", "7"};
        for (String body : bodies) {
            Client.Answer answer = connection(body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).as(body).isEqualTo("wrong-type");
        }
        assertThat(connection("{\"name\":7}").json().at("/errors/0/path").asText()).isEqualTo("name");
    }

    @Test
    void whatIsNotJsonIsRefused() {
        String[] bodies = {"{", "{\"name\":\"x\"} more", "{\"name\":\"a\",\"name\":\"b\"}", "{'name':'x'}",
                "{\"name\":\"x\",\"publishingIntervalMs\":1e999999999}", "{\"name\":NaN}",
                "{\"name\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"};
        for (String body : bodies) {
            Client.Answer answer = connection(body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).as(body).isIn("malformed-json", "wrong-type");
        }
    }

    @Test
    void aBodyOverOneMebibyteIsRefusedHoweverItIsSent() {
        String large = "{\"name\":\"" + "x".repeat(1024 * 1024) + "\"}";
        assertThat(connection(large).status()).isEqualTo(413);
        HttpRequest chunked = server.admin().request("/api/v1/connections").header("X-Factfloor", "1")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build();
        Client.Answer answer = server.admin().send(chunked);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("body-too-large");
    }

    @Test
    void anAddressOrHeaderThatIsTooLargeIsRefused() throws Exception {
        assertThat(RawHttp.get(server.web.port(), "/api/v1/health?" + "x".repeat(40_000), "localhost"))
                .containsPattern("HTTP/1.1 (414|431) ").contains("application/problem+json");
        assertThat(RawHttp.send(server.web.port(),
                "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(40_000) + "\r\n\r\n"))
                .contains("HTTP/1.1 431 ").contains("application/problem+json");
    }

    @Test
    void pathsThatTryToLeaveFindNothing() throws Exception {
        String[] targets = {"/..%2f..%2fetc/passwd", "/assets/../../logback-test.xml", "/%2e%2e/logback-test.xml",
                "/assets/..%5c..%5clogback-test.xml", "/assets/%00.js", "/assets//index-a1b2c3.js", "/.git/config",
                "//evil.example/", "/api/v1/../v1/plant", "/api/v1/connections/..%2fplant", "/assets/..;/index.html",
                "/api/v1/plant;x=1", "/logback-test.xml", "/org/factfloor/web/api/openapi.json"};
        for (String target : targets) {
            String answer = RawHttp.get(server.web.port(), target, "localhost");
            assertThat(answer).as(target).containsPattern("HTTP/1.1 (400|401|404) ")
                    .contains("application/problem+json").contains("X-Content-Type-Options: nosniff")
                    .doesNotContain("root:").doesNotContain("configuration>");
        }
    }

    @Test
    void whatIsNotHttpIsRefusedWithoutATrace() throws Exception {
        for (String request : new String[]{"GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"}) {
            String answer = RawHttp.send(server.web.port(), request);
            assertThat(answer).as(request).containsPattern("HTTP/1.1 [45]\\d\\d ").doesNotContain("org.eclipse")
                    .doesNotContain("Exception").doesNotContain("Jetty");
        }
    }

    @Test
    void aMethodTheAddressDoesNotTakeIsToldWhichItTakes() {
        Client.Answer answer = server.admin().post("/api/v1/connections/cnc-1", "{}");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, PUT");
    }

    @Test
    void askingForTheHeadOnlyNeedsTheSameRights() {
        for (Client client : new Client[]{server.stranger(), server.viewer()}) {
            Client.Answer head = client.send(client.request("/api/v1/plant")
                    .method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
            assertThat(head.status()).isEqualTo(client.session().isPresent() ? 200 : 401);
            assertThat(head.response().body()).isEmpty();
        }
    }

    @Test
    void methodsNobodyNeedsAreRefused() throws Exception {
        for (String method : new String[]{"OPTIONS", "TRACE", "PATCH", "QUERY", "CONNECT", "FOO"}) {
            assertThat(RawHttp.send(server.web.port(),
                    method + " /api/v1/plant HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as(method).containsPattern("HTTP/1.1 (400|405|501) ").doesNotContain("enterprise");
        }
    }

    @Test
    void aSocketWhereThereIsNoneIsNotFound() throws Exception {
        assertThat(RawHttp.send(server.web.port(), "GET /api/v1/plant HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nConnection: close\r\n\r\n"))
                .contains("HTTP/1.1 404 ").contains("application/problem+json");
    }

    @Test
    void securityHeadersAreOnEveryAnswer() {
        for (Client.Answer answer : new Client.Answer[]{server.stranger().get("/"),
                server.stranger().get("/api/v1/health"), server.stranger().get("/api/v1/plant"),
                server.stranger().get("/assets/none.js")}) {
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'")
                    .contains("frame-ancestors 'none'").contains("base-uri 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Permissions-Policy")).contains("camera=()");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void answersAreCompressedForThoseWhoTakeIt() {
        Client.Answer answer = server.admin().get("/api/v1/plant", "Accept-Encoding", "gzip");
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(server.admin().get("/api/v1/plant").header("Content-Encoding")).isEmpty();
    }

    /** A hundred senders of single bytes must not keep others waiting. */
    @Test
    void slowSendersDoNotBlockOthers() throws Exception {
        Socket[] slow = new Socket[100];
        try {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = RawHttp.open(server.web.port());
                slow[i].getOutputStream().write(
                        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(server.admin().get("/api/v1/plant").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }
}
