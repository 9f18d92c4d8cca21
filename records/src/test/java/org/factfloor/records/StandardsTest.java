package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;
import org.junit.jupiter.api.Test;

class StandardsTest extends EntriesFixture {

    private NewStandard standard(String id, long validFrom, long cycle) {
        return new NewStandard(Optional.of(id), "press-1", "housing-a", Optional.of("op 10"), Optional.of("mould 3"),
                validFrom, cycle, 8_000, 600_000, Standard.Origin.GUESSED, "");
    }

    @Test
    void aStandardIsGuessedUntilSomebodyConfirmsIt() {
        StandardVersion said = records.standards().say(standard("s", at("10:00"), 42_000_000), EMIL);
        Standard expected = new Standard("housing-a", "press-1", Optional.of("mould 3"), at("10:00"),
                new PlannedCycle(42_000_000, 8_000, 600_000, false), Standard.Origin.GUESSED, Optional.empty());
        assertThat(said.standard()).isEqualTo(expected);
        StandardVersion confirmed = records.standards().confirm("s", 1, "", EMIL);
        assertThat(confirmed.standard().confirmedBy()).contains("emil");
        assertThat(confirmed.standard().planned().confirmed()).isTrue();
        assertThat(records.standards().confirm("s", 1, "", EMIL)).as("sent again").isEqualTo(confirmed);
        reopen();
        assertThat(records.standards().standing("press-1")).containsExactly(confirmed.standard());
        assertThat(records.standards().versions(Optional.empty())).containsExactly(confirmed);
        assertThat(records.standards().standing("press-2")).isEmpty();
        assertThat(records.standards().changesAfter(0, 10).changes()).extracting(Changes.Change::before)
                .containsExactly(Optional.empty(), Optional.of(expected));
    }

    @Test
    void otherFiguresNeedToBeConfirmedAnew() {
        records.standards().say(standard("s", at("10:00"), 42_000_000), EMIL);
        records.standards().confirm("s", 1, "", EMIL);
        StandardVersion corrected = records.standards().correct("s", 2, standard("s", at("10:00"), 40_000_000), EMIL);
        assertThat(corrected.standard().confirmedBy()).isEmpty();
        assertThat(code(() -> records.standards().correct("s", 2, standard("s", at("10:00"), 1), EMIL)))
                .isEqualTo("changed-meanwhile");
        assertThat(code(() -> records.standards().confirm("s", 1, "", EMIL))).isEqualTo("changed-meanwhile");
        records.standards().retire("s", 3, "", EMIL);
        assertThat(records.standards().standing("press-1")).isEmpty();
        assertThat(records.standards().changesAfter(3, 10).changes()).singleElement()
                .satisfies(change -> assertThat(change.after()).isEmpty());
    }

    @Test
    void theSameSentAgainIsOneAndAnotherForTheSameIsRefused() {
        StandardVersion first = records.standards().say(standard("s", at("10:00"), 42_000_000), EMIL);
        assertThat(records.standards().say(standard("s", at("10:00"), 42_000_000), EMIL)).isEqualTo(first);
        assertThat(code(() -> records.standards().say(standard("s", at("10:00"), 1), EMIL))).isEqualTo("id-taken");
        RefusedException there = catchThrowableOfType(RefusedException.class,
                () -> records.standards().say(standard("t", at("10:00"), 1), EMIL));
        assertThat(there.refusal().code()).isEqualTo("standard-there");
        assertThat(there.refusal().text().en()).contains("2026-11-24 10:00", "Housing A", "press-1", "confirm");
        assertThat(there.refusal().text().zh()).contains("2026-11-24 10:00", "壳体 A", "press-1", "确认");
        records.standards().say(standard("t", at("11:00"), 41_000_000), EMIL);
        assertThat(records.standards().standing("press-1")).hasSize(2);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(code(() -> records.standards().say(standard("s", at("10:00"), 0), EMIL))).isEqualTo("cycle");
        assertThat(code(() -> records.standards().say(standard("s", at("2020-01-01", "10:00"), 1), EMIL)))
                .isEqualTo("time-too-far");
        NewStandard unknown = new NewStandard(Optional.empty(), "press-1", "housing-b", Optional.empty(),
                Optional.empty(), at("10:00"), 1, 1, 0, Standard.Origin.MEASURED, "");
        assertThat(code(() -> records.standards().say(unknown, EMIL))).isEqualTo("unknown-product");
        assertThat(code(() -> records.standards().say(standard("s", at("10:00"), 1), LEA)))
                .isEqualTo("role-may-not");
        records.standards().say(standard("s", at("10:00"), 1), EMIL);
        assertThat(code(() -> records.standards().confirm("s", 1, "", LEA))).isEqualTo("role-may-not");
    }

    /** It changes figures people have seen, so one person alone does not do it. */
    @Test
    void aStandardForThePastNeedsASecondPersonOrAnAdministrator() {
        records.standards().say(standard("s", at("2026-11-20", "10:00"), 42_000_000), EMIL);
        assertThat(code(() -> records.standards().confirm("s", 1, "", EMIL))).isEqualTo("second-person");
        Author erna = new Author("erna", User.Role.ENGINEER, "");
        assertThat(records.standards().confirm("s", 1, "", erna).standard().confirmedBy()).contains("erna");
        records.standards().say(standard("t", at("2026-11-19", "10:00"), 42_000_000), ADA);
        assertThat(records.standards().confirm("t", 1, "", ADA).standard().confirmedBy()).contains("ada");
    }

    @Test
    void aClosedMonthIsForAdministrators() {
        records.standards().say(standard("s", at("10:00"), 42_000_000), EMIL);
        clock.advance(Duration.ofDays(10));
        records.months().lock(YearMonth.of(2026, 11), List.of(ZoneId.of("Asia/Shanghai")), ADA);
        assertThat(code(() -> records.standards().say(standard("t", at("11:00"), 1), EMIL))).isEqualTo("month-closed");
        assertThat(code(() -> records.standards().retire("s", 1, "", EMIL))).isEqualTo("month-closed");
        assertThat(code(() -> records.standards().retire("s", 1, "", ADA))).isEqualTo("remark-needed");
        records.standards().retire("s", 1, "never made there", ADA);
    }

    /** It would change figures of the closed month as well. */
    @Test
    void aStandardFromBeforeAClosedMonthIsForAdministratorsUnlessAnotherTookOver() {
        records.standards().say(standard("s", at("2026-10-20", "10:00"), 42_000_000), EMIL);
        records.standards().say(standard("next", at("2026-10-31", "10:00"), 40_000_000), EMIL);
        clock.advance(Duration.ofDays(10));
        records.months().lock(YearMonth.of(2026, 11), List.of(ZoneId.of("Asia/Shanghai")), ADA);
        records.standards().confirm("s", 1, "", ADA);
        records.standards().correct("s", 2, standard("s", at("2026-10-21", "10:00"), 41_000_000), EMIL);
        assertThat(code(() -> records.standards().confirm("next", 1, "", ADA))).isEqualTo("remark-needed");
        assertThat(code(() -> records.standards().retire("next", 1, "wrong", EMIL))).isEqualTo("month-closed");
        assertThat(code(() -> records.standards().say(standard("t", at("2026-10-31", "11:00"), 1), EMIL)))
                .isEqualTo("month-closed");
        assertThat(code(() -> records.standards().correct("s", 3,
                standard("s", at("2026-10-31", "12:00"), 41_000_000), EMIL))).isEqualTo("month-closed");
        records.standards().retire("next", 1, "wrong", ADA);
        assertThat(code(() -> records.standards().retire("s", 3, "", EMIL))).as("it runs on now")
                .isEqualTo("month-closed");
    }

    @Test
    void anOldStandardIsCorrectedAndConfirmed() {
        records.standards().say(standard("s", at("10:00"), 42_000_000), EMIL);
        clock.advance(Duration.ofDays(401));
        records.standards().correct("s", 1, standard("s", at("09:00"), 41_000_000), EMIL);
        assertThat(code(() -> records.standards().correct("s", 2, standard("s", at("2025-10-01", "09:00"), 1), EMIL)))
                .isEqualTo("time-too-far");
        records.standards().confirm("s", 2, "", ADA);
        records.standards().retire("s", 3, "", EMIL);
    }
}
