package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.factfloor.plant.Micros;
import org.factfloor.records.plantfile.PlantEdits;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What the folder of the records is and what is said when it cannot be used. */
class RecordsTest extends RecordsFixture {

    @Test
    void keepsTheKeyForTheOwnerAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret.key"))))
                .isEqualTo("rw-------");
        assertThat(Files.size(folder.resolve("secret.key"))).isEqualTo(32);
    }

    @Test
    void writesAheadIntoALog() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("records.db"));
                Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
            assertThat(mode.getString(1)).isEqualTo("wal");
        }
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> Records.open(nowhere, InstantSource.system(), new SecureRandom()))
                .isInstanceOf(RecordsException.class)
                .hasMessage("the data folder " + nowhere + " does not exist; create it or name another one");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("records.db"), "this is a shopping list, and a long one. ".repeat(100));
        assertThatThrownBy(() -> Records.open(other, InstantSource.system(), new SecureRandom()))
                .isInstanceOf(RecordsException.class)
                .hasMessageContaining("is damaged or not a records file; restore it from a backup");
    }

    @Test
    void refusesAFileOfANewerVersion() throws Exception {
        records.close();
        tamper("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) VALUES (900, '900', 'later', 'SQL', 'V900__later.sql', 1, '', 1, 1)");
        assertThatThrownBy(this::open).isInstanceOf(RecordsException.class)
                .hasMessageContaining("was written by a newer version of Factfloor; start that version");
    }

    @Test
    void saysWhenAnotherProgramHoldsTheFile() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("records.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> records.signals().ref("cnc-1/state")).isInstanceOf(RecordsException.class)
                    .hasMessageContaining("is locked by another program; close the program that has it open");
            statement.executeUpdate("ROLLBACK");
        }
        assertThat(records.signals().ref("cnc-1/state")).isEqualTo(1);
        reopen();
        assertThat(records.signals().find("cnc-1/state")).as("written after the lock was gone").hasValue(1);
    }

    /** Commands open the records beside a running server. */
    @Test
    void shareTheFileWithAnotherProcess() {
        String yaml = PlantEdits.emptyPlant("Suzhou", ZoneId.of("Asia/Shanghai"));
        records.plants().apply(yaml, "anna", "");
        int first = records.signals().ref("cnc-1/state");
        try (Records command = Records.open(folder, clock, new SecureRandom())) {
            assertThat(command.plants().apply("# changed beside\n" + yaml, "command", "")).isInstanceOf(
                    PlantVersions.Outcome.Applied.class);
            int second = command.signals().ref("cnc-2/state");
            int third = records.signals().ref("cnc-3/state");
            assertThat(List.of(first, second, third)).containsExactly(1, 2, 3);
            command.audit().record("command", "command line", "test", "", "ok", "");
            command.secrets().put("cnc-1", "geheim");
            command.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        }
        assertThat(records.plants().current()).map(PlantVersion::number).contains(2);
        assertThat(records.plants().apply("# again\n" + yaml, "anna", "")).isInstanceOfSatisfying(
                PlantVersions.Outcome.Applied.class, done -> assertThat(done.version().number()).isEqualTo(3));
        assertThat(records.signals().key(2)).contains("cnc-2/state");
        assertThat(records.signals().find("cnc-2/state")).hasValue(2);
        assertThat(records.signals().all()).hasSize(3);
        assertThat(records.secrets().get("cnc-1")).contains("geheim");
        assertThat(records.users().verify("anna", PASSWORD)).isPresent();
        assertThat(records.audit().verify()).isTrue();
    }

    /** Accounts move to another table on the way; whoever is signed in stays so. */
    @Test
    void keepsPeopleAndTheirSessionsFromTheFirstVersion() throws Exception {
        Path old = Files.createDirectory(folder.resolve("old"));
        String url = "jdbc:sqlite:" + old.resolve("records.db");
        Flyway.configure().dataSource(url, null, null).locations("classpath:db/records").target("1").load().migrate();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO user_account VALUES ('anna', 'Anna', 'Anna H', 'ADMIN', 'x', 1)");
        }
        byte[] hash = Tokens.hash("token");
        long now = Micros.of(clock.instant());
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection
                        .prepareStatement("INSERT INTO user_session VALUES (?, 'anna', " + now + ", " + now + ")")) {
            insert.setBytes(1, hash);
            insert.executeUpdate();
        }
        try (Records upgraded = Records.open(old, clock, new SecureRandom())) {
            assertThat(upgraded.users().list()).containsExactly(new User("Anna", "Anna H", User.Role.ADMIN));
            assertThat(upgraded.sessions().find("token")).map(User::name).contains("Anna");
            upgraded.users().create("olga", "", PASSWORD, User.Role.OPERATOR);
            String session = upgraded.sessions().open("olga");
            upgraded.users().delete("olga");
            assertThat(upgraded.sessions().find(session)).isEmpty();
        }
    }

    /** The start skips Flyway on a file whose newest migration is the newest there is: this is how it knows. */
    @Test
    void knowsItsNewestMigration() {
        Flyway flyway = Flyway.configure().dataSource("jdbc:sqlite:" + folder.resolve("records.db"), null, null)
                .locations("classpath:db/records").load();
        assertThat(flyway.info().pending()).isEmpty();
        assertThat(flyway.info().current().getVersion().getVersion()).isEqualTo(Database.NEWEST);
    }
}
