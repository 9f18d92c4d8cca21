package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Failures of one test must not slow the next down. */
    @BeforeEach
    void forget() {
        server.clock.advance(Duration.ofHours(2));
    }

    private Client.Answer signIn(String user, String password) {
        return server.stranger().post("/api/v1/session",
                "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
    }

    private Client with(Client.Answer answer) {
        String cookie = answer.header("Set-Cookie");
        return new Client(server.web.port(),
                Optional.of(cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'))),
                Optional.empty());
    }

    @Test
    void signingInGivesACookieThatScriptsAndOtherSitesCannotUse() {
        Client.Answer answer = signIn("ada", RunningServer.PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("role").asText()).isEqualTo("admin");
        assertThat(answer.json().path("displayName").asText()).isEqualTo("Ada");
        assertThat(answer.header("Set-Cookie")).startsWith("factfloor_session_" + server.web.port() + "=")
                .contains("; HttpOnly")
                .contains("; SameSite=Strict").contains("; Path=/").doesNotContain("Domain");
        Client.Answer me = with(answer).get("/api/v1/session");
        assertThat(me.json().path("user").asText()).isEqualTo("ada");
    }

    /** Browsers give the cookies of 127.0.0.1 to every port of it. */
    @Test
    void twoPlantsOnOneComputerDoNotSignEachOtherOut(@TempDir Path folder) throws Exception {
        try (RunningServer other = RunningServer.withPlant(folder);
                HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            for (RunningServer each : List.of(server, other)) {
                HttpRequest signIn = HttpRequest.newBuilder(at(each)).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"user\":\"ada\",\"password\":\"" + RunningServer.PASSWORD + "\"}"))
                        .build();
                assertThat(browser.send(signIn, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            }
            for (RunningServer each : List.of(server, other)) {
                assertThat(browser.send(HttpRequest.newBuilder(at(each)).build(),
                        HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            }
        }
    }

    private static URI at(RunningServer server) {
        return URI.create("http://127.0.0.1:" + server.web.port() + "/api/v1/session");
    }

    @Test
    void signingOutEndsTheSession() {
        Client client = with(signIn("ada", RunningServer.PASSWORD));
        Client.Answer out = client.delete("/api/v1/session");
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(client.get("/api/v1/session").status()).isEqualTo(401);
    }

    @Test
    void wrongUserAndWrongPasswordLookTheSame() {
        Client.Answer wrongPassword = signIn("ada", "not the password");
        Client.Answer wrongUser = signIn("nobody", "not the password");
        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(wrongPassword.code()).isEqualTo("bad-credentials");
        assertThat(wrongUser.json()).isEqualTo(wrongPassword.json());
    }

    @Test
    void guessingGetsSlowerAndTheRightPasswordMustWaitToo() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("ada", "guess " + i).status()).isEqualTo(401);
        }
        Client.Answer refused = signIn("ada", RunningServer.PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("throttled");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(signIn("ada", "guess 6").status()).isEqualTo(401);
        assertThat(signIn("ada", "guess 7").header("Retry-After")).isEqualTo("2");
        server.clock.advance(Duration.ofSeconds(2));
        assertThat(signIn("ada", RunningServer.PASSWORD).status()).isEqualTo(200);
        assertThat(signIn("ada", RunningServer.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void anotherWayToTypeANameGivesNoFurtherTries() {
        for (String name : java.util.List.of("ada", "ADA", "ａｄａ", "ＡＤＡ", "Ada")) {
            assertThat(signIn(name, "a guess").status()).isEqualTo(401);
        }
        assertThat(signIn("aＤa", "a guess").status()).isEqualTo(429);
    }

    @Test
    void everyAttemptIsInTheAuditTrailWithoutThePassword() {
        signIn("ada <b>", "secret words here");
        var entry = server.records.audit().page(OptionalLong.empty(), 1).getFirst();
        assertThat(entry.action()).isEqualTo("session.open");
        assertThat(entry.result()).isEqualTo("bad-credentials");
        assertThat(entry.source()).isEqualTo("127.0.0.1");
        assertThat(entry.toString()).doesNotContain("secret words here").doesNotContain("<b>");
    }

    @Test
    void aSessionEndsWhenItsUserIsRemoved() {
        server.records.users().create("eve", "Eve", RunningServer.PASSWORD.toCharArray(),
                org.factfloor.records.User.Role.VIEWER);
        Client client = with(signIn("eve", RunningServer.PASSWORD));
        assertThat(client.get("/api/v1/session").status()).isEqualTo(200);
        server.records.users().delete("eve");
        assertThat(client.get("/api/v1/session").status()).isEqualTo(401);
    }
}
