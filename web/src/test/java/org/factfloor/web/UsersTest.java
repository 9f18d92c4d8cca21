package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Administrators make, change and remove users. */
class UsersTest {

    private static final String OLGA = "{\"user\":\"olga\",\"displayName\":\"Olga\",\"role\":\"operator\","
            + "\"password\":\"four calm machines\"}";

    private RunningServer server;
    private Client admin;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        admin = server.admin();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int signIn(String password) {
        return server.stranger().post("/api/v1/session", "{\"user\":\"olga\",\"password\":\"" + password + "\"}")
                .status();
    }

    @Test
    void aUserIsMadeChangedAndRemoved() {
        Client.Answer made = admin.post("/api/v1/users", OLGA);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(signIn("four calm machines")).isEqualTo(200);
        assertThat(admin.get("/api/v1/users").json().path("items").findValuesAsText("user"))
                .containsExactly("ada", "olga", "vera");
        Client olga = new Client(server.web.port(), Optional.of(server.records.sessions().open("olga")),
                Optional.empty());
        assertThat(admin.put("/api/v1/users/olga", "{\"role\":\"teamLead\"}").json().path("role").asText())
                .isEqualTo("teamLead");
        assertThat(olga.get("/api/v1/session").json().path("role").asText()).isEqualTo("teamLead");
        assertThat(admin.put("/api/v1/users/olga", "{\"password\":\"five calm machines\"}").status()).isEqualTo(200);
        assertThat(olga.get("/api/v1/session").status()).as("was signed in with the old one").isEqualTo(401);
        assertThat(signIn("five calm machines")).isEqualTo(200);
        assertThat(admin.delete("/api/v1/users/olga").status()).isEqualTo(204);
        assertThat(admin.delete("/api/v1/users/olga").code()).isEqualTo("unknown-user");
        assertThat(server.records.audit().page(OptionalLong.empty(), 20)).extracting(entry -> entry.action())
                .contains("user.create", "user.change", "user.password", "user.delete");
        assertThat(server.records.audit().page(OptionalLong.empty(), 20).toString()).doesNotContain("calm machines");
    }

    @Test
    void usersThatCannotBeAreRefused() {
        Client.Answer weak = admin.post("/api/v1/users", OLGA.replace("four calm machines", "1234"));
        assertThat(weak.code()).isEqualTo("weak-password");
        assertThat(weak.json().at("/text/zh").asText()).startsWith("密码太短");
        assertThat(admin.post("/api/v1/users", OLGA.replace("\"operator\"", "\"boss\"")).code())
                .isEqualTo("invalid-field");
        Client.Answer spaced = admin.post("/api/v1/users", OLGA.replace("\"olga\"", "\"ol ga\""));
        assertThat(spaced.code()).isEqualTo("user-name");
        assertThat(spaced.json().at("/text/zh").asText()).startsWith("用户名为").endsWith("请换一个。");
        assertThat(admin.post("/api/v1/users", OLGA.replace("\"olga\"", "\"VERA\"")).code()).isEqualTo("id-taken");
        assertThat(admin.put("/api/v1/users/vera", "{\"user\":\"wera\"}").code()).isEqualTo("invalid-field");
        assertThat(admin.put("/api/v1/users/vera", "{\"password\":\"1234\",\"role\":\"admin\"}").code())
                .isEqualTo("weak-password");
        assertThat(server.records.users().find("vera").orElseThrow().role()).isEqualTo(User.Role.VIEWER);
    }

    @Test
    void theLastAdministratorStays() {
        Client.Answer refused = admin.delete("/api/v1/users/ada");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("last-admin");
        assertThat(refused.json().at("/text/zh").asText()).contains("管理员");
        assertThat(admin.put("/api/v1/users/ada", "{\"role\":\"engineer\"}").code()).isEqualTo("last-admin");
    }

    @Test
    void aChangeThatIsRefusedLeavesThePasswordAsItWas() {
        assertThat(admin.put("/api/v1/users/ada", "{\"role\":\"engineer\",\"password\":\"five calm machines\"}")
                .code()).isEqualTo("last-admin");
        assertThat(admin.get("/api/v1/session").status()).as("is still signed in").isEqualTo(200);
        assertThat(server.records.users().verify("ada", RunningServer.PASSWORD.toCharArray())).isPresent();
        assertThat(server.records.audit().page(OptionalLong.empty(), 20)).extracting(entry -> entry.action())
                .doesNotContain("user.password");
    }
}
