package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.factfloor.records.ApiToken;
import org.factfloor.records.User;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Walks every route there is: a new one that nobody thought about is caught here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Parts of the API in which people with other roles than the administrator's change something. */
    private static final Set<String> SAID = Set.of("entries", "reasons", "products", "standards", "jobs", "calls",
            "signatures", "hour-notes", "sample-imports");

    private List<Route> routes(Access access) {
        return server.web.routes().stream().filter(route -> route.access() == access).toList();
    }

    /** Status of a call without parameters or body: beyond the gate it may fail, but not with 401 or 403. */
    private static Client.Answer call(Client client, Route route) {
        String path = route.path().replaceAll("\\{[a-z]+}", "none");
        return route.changes() ? client.change(route.method(), path, "", "") : client.get(path);
    }

    @Test
    void onlyHealthSignInAndFirstRunAnswerWithoutSigningIn() {
        assertThat(routes(Access.OPEN)).extracting(route -> route.method() + " " + route.path())
                .containsExactlyInAnyOrder("GET /api/v1/health", "POST /api/v1/setup", "POST /api/v1/session");
        List<String> open = new ArrayList<>();
        for (Route route : server.web.routes()) {
            Client.Answer answer = call(server.stranger(), route);
            if (answer.status() != 401) {
                open.add(route.method() + " " + route.path());
            } else {
                assertThat(answer.code()).isEqualTo("sign-in-required");
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            }
        }
        assertThat(open).containsExactlyInAnyOrder("GET /api/v1/health", "POST /api/v1/setup", "POST /api/v1/session");
    }

    /** What people say is for those who were there; everything else that changes something is for administrators. To
     * compute again changes nothing. */
    @Test
    void whoeverChangesThePlantMustBeAdministrator() {
        for (Route route : server.web.routes()) {
            if (route.changes() && route.access() != Access.OPEN && !route.path().endsWith("/session")
                    && !SAID.contains(route.path().split("/", -1)[3]) && !route.path().endsWith("/recompute")) {
                assertThat(route.access()).as(route.method() + " " + route.path()).isEqualTo(Access.ADMIN);
            }
        }
        for (Route route : routes(Access.ADMIN)) {
            Client.Answer answer = call(server.viewer(), route);
            assertThat(answer.status()).as(route.path()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("admin-only");
            assertThat(call(server.admin(), route).status()).as(route.path()).isNotIn(401, 403, 500);
        }
    }

    @Test
    void eachRoleMayWhatTheRolesBelowItMay() {
        for (Access access : List.of(Access.OPERATOR, Access.TEAM_LEAD, Access.ENGINEER)) {
            User.Role least = User.Role.valueOf(access.name());
            assertThat(routes(access)).isNotEmpty();
            for (Route route : routes(access)) {
                for (User.Role role : User.Role.values()) {
                    Client.Answer answer = call(server.person(role), route);
                    assertThat(answer.status() == 403).as(role + " " + route.method() + " " + route.path())
                            .isEqualTo(!role.covers(least));
                    assertThat(answer.status()).as(route.path()).isNotIn(401, 500);
                }
            }
        }
    }

    @Test
    void viewersReadEverythingElse() {
        for (Route route : routes(Access.READ)) {
            assertThat(call(server.viewer(), route).status()).as(route.path()).isNotIn(401, 403, 500);
        }
    }

    @Test
    void aTokenDoesWhatItsScopeSaysAndNothingMore() {
        Client reader = server.machine(ApiToken.Scope.READ);
        Client scraper = server.machine(ApiToken.Scope.METRICS);
        for (Route route : routes(Access.READ)) {
            assertThat(call(reader, route).status()).as(route.path()).isNotIn(401, 403, 500);
            assertThat(call(scraper, route).code()).as(route.path()).isEqualTo("scope-missing");
        }
        for (Route route : routes(Access.METRICS)) {
            assertThat(call(scraper, route).status()).isEqualTo(200);
            assertThat(call(reader, route).status()).isEqualTo(403);
            assertThat(call(server.admin(), route).code()).isEqualTo("token-only");
        }
        for (Access access : List.of(Access.ADMIN, Access.PERSON, Access.OPERATOR, Access.TEAM_LEAD,
                Access.ENGINEER)) {
            for (Route route : routes(access)) {
                assertThat(call(reader, route).code()).as(route.path()).isEqualTo("people-only");
            }
        }
    }

    @Test
    void tokensAndSessionsNobodyGaveAreRefused() {
        Client forged = new Client(server.web.port(), java.util.Optional.empty(),
                java.util.Optional.of("x".repeat(43)));
        assertThat(forged.get("/api/v1/plant").code()).isEqualTo("bad-token");
        assertThat(server.stranger().get("/api/v1/plant", "Authorization", "Basic YWRhOmFkYQ==").status())
                .isEqualTo(401);
        assertThat(server.stranger()
                .get("/api/v1/plant", "Cookie", "factfloor_session_" + server.web.port() + "=" + "x".repeat(43))
                .status())
                .isEqualTo(401);
    }

    @Test
    void aRevokedTokenEndsAtOnce() {
        Client reader = server.machine(ApiToken.Scope.READ);
        assertThat(reader.get("/api/v1/plant").status()).isEqualTo(200);
        server.records.tokens().list().stream().filter(token -> token.scopes().contains(ApiToken.Scope.READ))
                .forEach(token -> server.records.tokens().revoke(token.name()));
        assertThat(reader.get("/api/v1/plant").status()).isEqualTo(401);
    }
}
