package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.factfloor.records.Records;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.FrontDoor;
import org.factfloor.web.http.Gate;
import org.factfloor.web.http.Pages;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Routing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Routes that fail on purpose. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailuresTest {

    private Records records;
    private Javalin server;

    @BeforeAll
    void start(@TempDir Path folder) {
        records = Records.open(folder, InstantSource.system(), new SecureRandom());
        List<Route> routes = List.of(Route.get("/fault", Access.OPEN, call -> {
            throw new IllegalStateException("secret internals");
        }), Route.get("/error", Access.OPEN, call -> {
            throw new StackOverflowError("secret internals");
        }), Route.get("/halfway", Access.OPEN, call -> {
            OutputStream out = call.plainStream("text/csv");
            out.write("a,b\r\n".repeat(50_000).getBytes(StandardCharsets.US_ASCII));
            throw new IllegalStateException("history has gone");
        }));
        Routing routing = new Routing(routes, new Gate(records), new Pages("/pages", getClass().getClassLoader()),
                (method, route, status, nanos) -> {
                });
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            routing.declare(config.routes);
            config.router.javaLangErrorHandler(Routing::answerError);
            config.jetty.host = "127.0.0.1";
            config.jetty.port = 0;
            config.jetty.modifyServer(jetty -> jetty.insertHandler(new FrontDoor(Set.of(), true)));
        }).start();
    }

    @AfterAll
    void stop() {
        server.stop();
        records.close();
    }

    private Client client() {
        return new Client(server.port(), Optional.empty(), Optional.empty());
    }

    @Test
    void aFaultOfOursIsToldByAnIdThatIsInTheLogAndByNothingElse() {
        Client.Answer answer = client().get("/api/v1/fault");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("internal");
        assertThat(answer.json().path("instance").asText()).startsWith("urn:uuid:");
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("IllegalState");
    }

    @Test
    void anErrorOfTheMachineIsAProblemToo() {
        Client.Answer answer = client().get("/api/v1/error");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("StackOverflow");
    }

    @Test
    void anAnswerThatFailsHalfwayDoesNotLookWhole() {
        assertThatThrownBy(() -> client().get("/api/v1/halfway")).isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(client().get("/api/v1/fault").status()).isEqualTo(500);
    }

    @Test
    void browsersAreToldToComeByHttpsWhereThatIsHowPeopleCome() {
        assertThat(client().get("/api/v1/fault").header("Strict-Transport-Security")).startsWith("max-age=");
    }

    @Test
    void aPortThatIsTakenIsSaid(@TempDir Path folder) throws Exception {
        try (RunningServer other = RunningServer.fresh(folder)) {
            WebParts parts = new WebParts(other.records, other.connections, other.edges, Optional.empty(), other.intake,
                    other.history, other.engine, other.imports, new OneCertificate(), version -> {
                    }, other.backups, (unit, from, to) -> OptionalLong.empty(), other.clock, "1");
            assertThatThrownBy(() -> WebServer.start(
                    WebSettings.loopback(other.web.port(), Optional.empty(), folder, 0), parts))
                    .isInstanceOf(WebException.class).hasMessageContaining("127.0.0.1:" + other.web.port());
        }
    }
}
