package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UsersTest extends RecordsFixture {

    @Test
    void letsAUserInWithTheRightPasswordOnly() {
        assertThat(records.users().any()).isFalse();
        User anna = records.users().create("anna", "Anna Huber", PASSWORD, User.Role.VIEWER);
        assertThat(records.users().any()).isTrue();
        assertThat(records.users().verify("anna", PASSWORD)).contains(anna);
        assertThat(records.users().verify("anna", "four calm machine".toCharArray())).isEmpty();
        assertThat(records.users().verify("anna", "x".repeat(100_000).toCharArray())).isEmpty();
        assertThat(records.users().verify("nobody", PASSWORD)).isEmpty();
        assertThat(records.users().find("anna")).contains(new User("anna", "Anna Huber", User.Role.VIEWER));
    }

    @Test
    void takesNamesHoweverTheyAreTyped() {
        records.users().create("Müller", "", PASSWORD, User.Role.ADMIN);
        assertThat(records.users().verify("MU\u0308LLER", PASSWORD)).isPresent();
        assertThatThrownBy(() -> records.users().create("müller", "", PASSWORD, User.Role.ADMIN))
                .isInstanceOf(RecordsException.class).hasMessageContaining("already");
    }

    @Test
    void refusesNamesNobodyCanType() {
        for (String name : List.of("", " anna", "an na", "anna\n", "<b>", "a".repeat(65))) {
            assertThatThrownBy(() -> records.users().create(name, "", PASSWORD, User.Role.ADMIN)).as(name)
                    .isInstanceOf(RefusedException.class).hasMessageContaining("1 to 64 letters");
        }
    }

    @Test
    void makesTheFirstAdministratorOnce() {
        assertThat(records.users().createFirst("anna", "Anna", PASSWORD)).map(User::role).contains(User.Role.ADMIN);
        assertThat(records.users().createFirst("ben", "Ben", PASSWORD)).isEmpty();
        assertThat(records.users().list()).extracting(User::name).containsExactly("anna");
    }

    @Test
    void endsSessionsWhenThePasswordChanges() {
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        String session = records.sessions().open("anna");
        assertThat(records.users().setPassword("ANNA", "another calm machine".toCharArray())).isTrue();
        assertThat(records.users().verify("anna", PASSWORD)).isEmpty();
        assertThat(records.users().verify("anna", "another calm machine".toCharArray())).isPresent();
        assertThat(records.sessions().find(session)).isEmpty();
        assertThat(records.users().setPassword("nobody", PASSWORD)).isFalse();
    }

    @Test
    void refusesWeakPasswordsEverywhere() {
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        char[] weak = "password123".toCharArray();
        assertThatThrownBy(() -> records.users().create("ben", "", weak, User.Role.ADMIN))
                .isInstanceOf(WeakPasswordException.class);
        assertThatThrownBy(() -> records.users().setPassword("anna", weak)).isInstanceOf(WeakPasswordException.class);
    }

    @Test
    void keepsArgon2idHashesWithTheDeclaredCost() throws Exception {
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        records.close();
        try (Connection connection = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("records.db"));
                ResultSet row = connection.createStatement()
                        .executeQuery("SELECT password FROM user_account")) {
            assertThat(row.getString(1)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("calm");
        }
    }

    /** A name nobody has must not answer sooner than a wrong password; compared by medians, generously. */
    @Test
    void takesAsLongForAnUnknownName() {
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        char[] wrong = "four calm machine".toCharArray();
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            known.add(nanos(() -> records.users().verify("anna", wrong)));
            unknown.add(nanos(() -> records.users().verify("nobody", wrong)));
        }
        assertThat(median(unknown)).isBetween(median(known) / 4, median(known) * 4);
    }

    private static long nanos(Supplier<Optional<User>> work) {
        long start = System.nanoTime();
        assertThat(work.get()).isEmpty();
        return System.nanoTime() - start;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void removesAUserWithTheirSessions() {
        records.users().create("ben", "", PASSWORD, User.Role.ADMIN);
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        String session = records.sessions().open("anna");
        assertThat(records.users().delete("anna")).isTrue();
        assertThat(records.users().delete("anna")).isFalse();
        assertThat(records.sessions().find(session)).isEmpty();
    }

    @Test
    void changesWhatAUserMayDoAtOnce() {
        records.users().create("ben", "", PASSWORD, User.Role.ADMIN);
        records.users().create("anna", "", PASSWORD, User.Role.OPERATOR);
        String session = records.sessions().open("anna");
        assertThat(records.users().change("Anna", "Anna Huber", User.Role.TEAM_LEAD, Optional.empty()))
                .contains(new User("anna", "Anna Huber", User.Role.TEAM_LEAD));
        assertThat(records.sessions().find(session)).map(User::role).contains(User.Role.TEAM_LEAD);
        assertThat(records.users().change("anna", " ", User.Role.ENGINEER, Optional.empty())).map(User::displayName)
                .contains("anna");
        assertThat(records.users().change("nobody", "", User.Role.ADMIN, Optional.empty())).isEmpty();
    }

    @Test
    void keepsOneAdministrator() {
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        records.users().create("ben", "", PASSWORD, User.Role.ENGINEER);
        assertThatThrownBy(() -> records.users().delete("anna")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> records.users().change("anna", "", User.Role.VIEWER, Optional.empty()))
                .isInstanceOf(RefusedException.class);
        assertThat(records.users().find("anna")).map(User::role).contains(User.Role.ADMIN);
        assertThat(User.Role.ENGINEER.covers(User.Role.OPERATOR)).isTrue();
        assertThat(User.Role.OPERATOR.covers(User.Role.ENGINEER)).isFalse();
    }

    @Test
    void endsASessionAfterTwelveIdleHours() {
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        String session = records.sessions().open("anna");
        clock.advance(Duration.ofHours(11));
        assertThat(records.sessions().find(session)).isPresent();
        clock.advance(Duration.ofHours(11));
        assertThat(records.sessions().find(session)).as("used in between").isPresent();
        clock.advance(Duration.ofHours(12).plusSeconds(1));
        assertThat(records.sessions().find(session)).isEmpty();
    }

    @Test
    void endsASessionAfterSevenDaysOfUse() {
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        String session = records.sessions().open("anna");
        for (int i = 0; i < 15; i++) {
            clock.advance(Duration.ofHours(11));
            assertThat(records.sessions().find(session)).isPresent();
        }
        clock.advance(Duration.ofHours(11));
        assertThat(records.sessions().find(session)).isEmpty();
    }

    @Test
    void knowsOnlySessionsThatAreOpen() {
        records.users().create("anna", "", PASSWORD, User.Role.ADMIN);
        String first = records.sessions().open("anna");
        String second = records.sessions().open("anna");
        assertThat(first).hasSize(43).isNotEqualTo(second);
        records.sessions().close(first);
        reopen();
        assertThat(records.sessions().find(first)).isEmpty();
        assertThat(records.sessions().find(second)).isPresent();
        assertThat(records.sessions().find("")).isEmpty();
        assertThatThrownBy(() -> records.sessions().open("nobody")).isInstanceOf(RecordsException.class);
    }
}
