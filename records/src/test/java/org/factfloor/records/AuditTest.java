package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest extends RecordsFixture {

    @BeforeEach
    void writeFiveEntries() {
        for (int i = 1; i <= 5; i++) {
            records.audit().record("anna", "10.0.0." + i, "session.open", "session", "ok", "entry " + i);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void tellsEntriesNewestFirstPageByPage() {
        assertThat(records.audit().page(OptionalLong.empty(), 2)).extracting(Audit.Entry::id).containsExactly(5L, 4L);
        assertThat(records.audit().page(OptionalLong.of(4), 10)).extracting(Audit.Entry::detail)
                .containsExactly("entry 3", "entry 2", "entry 1");
        assertThat(records.audit().page(OptionalLong.empty(), 1).getFirst().at())
                .isEqualTo("2026-11-24T08:00:04.123456Z");
    }

    @Test
    void findsItsOwnEntriesInOrderAlsoAfterAReopen() {
        assertThat(records.audit().verify()).isTrue();
        reopen();
        records.audit().record("system", "", "start", "", "ok", "");
        assertThat(records.audit().verify()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE audit SET detail = 'nothing' WHERE id = 3",
            "UPDATE audit SET at = at + 1 WHERE id = 5",
            "UPDATE audit SET actor = 'ann', source = 'a10.0.0.1' WHERE id = 1", "DELETE FROM audit WHERE id = 1",
            "DELETE FROM audit WHERE id = 3", "DELETE FROM audit WHERE id = 5", "DELETE FROM audit",
            "INSERT INTO audit (at, actor, source, action, object, result, detail, hash)"
                    + " SELECT at, actor, source, action, object, result, detail, hash FROM audit WHERE id = 5",
            "UPDATE audit SET id = 9 WHERE id = 5"})
    void noticesWhatWasChangedRemovedOrAdded(String sql) throws Exception {
        tamper(sql);
        assertThat(records.audit().verify()).isFalse();
    }

    @Test
    void agreesWithAnEmptyAudit() throws Exception {
        java.nio.file.Path other = java.nio.file.Files.createDirectory(folder.resolve("other"));
        try (Records empty = Records.open(other, clock, new java.security.SecureRandom())) {
            assertThat(empty.audit().verify()).isTrue();
        }
    }
}
