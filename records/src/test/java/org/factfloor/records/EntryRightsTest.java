package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.Stated;
import org.junit.jupiter.api.Test;

/** Who may say and correct what, until when. */
class EntryRightsTest extends EntriesFixture {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Saved say(NewEntry entry, Author author) {
        return records.entries().say(entry, author);
    }

    /** Turns the clock to a local time. */
    private void turnTo(String day, String time) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(day + "T" + time + ":00+08:00")));
    }

    @Test
    void viewersSayNothing() {
        assertThat(code(() -> say(entry("a", at("15:00"), at("15:30"), reason("other")), VERA)))
                .isEqualTo("role-may-not");
    }

    @Test
    void operatorsSayNeitherStaffingNorHandCounts() {
        assertThat(code(() -> say(entry("a", at("15:00"), at("15:30"),
                new Entry.StaffingClaim(Staffing.NOT_STAFFED)), OLGA))).isEqualTo("role-may-not");
        assertThat(code(() -> say(entry(at("15:00"), OptionalLong.empty(), new Entry.CountClaim(-12_000, "boxes")),
                OLGA))).isEqualTo("role-may-not");
        say(entry("a", at("15:00"), at("15:30"), new Entry.StaffingClaim(Staffing.NOT_STAFFED)), LEA);
        assertThat(code(() -> records.entries().retract("a", 1, "", OLGA))).isEqualTo("role-may-not");
    }

    @Test
    void operatorsHaveHalfAnHourAfterTheShift() {
        say(entry("a", at("15:00"), at("15:30"), reason("other")), OLGA);
        turnTo("2026-11-24", "20:30");
        records.entries().correct("a", 1, entry("a", at("15:00"), at("15:30"), reason("quality")), OTTO);
        turnTo("2026-11-24", "20:31");
        RefusedException refused = refused(
                () -> records.entries().correct("a", 2, entry("a", at("15:00"), at("15:30"), reason("other")), OLGA));
        assertThat(refused.refusal().code()).isEqualTo("too-late");
        assertThat(refused.refusal().text().en()).contains("2026-11-24 20:30", "team lead");
        assertThat(code(() -> records.entries().retract("a", 2, "", OLGA))).isEqualTo("too-late");
        records.entries().retract("a", 2, "", LEA);
    }

    /** 2026-11-27 is a Friday, and nobody works on the weekend. */
    @Test
    void teamLeadsHaveUntilNoonOfTheNextWorkingDay() {
        turnTo("2026-11-27", "16:00");
        long from = at("2026-11-27", "15:00");
        long to = at("2026-11-27", "15:30");
        say(entry("a", from, to, reason("other")), OLGA);
        turnTo("2026-11-30", "12:00");
        records.entries().correct("a", 1, entry("a", from, to, reason("quality")), LEA);
        turnTo("2026-11-30", "12:01");
        RefusedException refused = refused(
                () -> records.entries().correct("a", 2, entry("a", from, to, reason("other")), LEA));
        assertThat(refused.refusal().text().en()).contains("2026-11-30 12:00", "engineer");
    }

    /** What is given an end takes the time from where the one said before it had begun. */
    @Test
    void theDeadlineCountsFromWhereAChangeShows() {
        Entry.Claim unattended = new Entry.StaffingClaim(Staffing.UNATTENDED);
        records.entries().say(new NewEntry(Optional.of("later"), "press-1", at("15:00"), OptionalLong.empty(),
                new Entry.StaffingClaim(Staffing.NOT_STAFFED), OptionalLong.empty(), ""), LEA);
        clock.advance(Duration.ofMinutes(1));
        records.entries().say(new NewEntry(Optional.of("earlier"), "press-1", at("14:30"), OptionalLong.empty(),
                unattended, OptionalLong.empty(), ""), LEA);
        turnTo("2026-11-26", "15:00");
        assertThat(code(() -> records.entries().correct("earlier", 1, entry("earlier", at("14:30"), now(), unattended),
                LEA))).isEqualTo("too-late");
        records.entries().correct("later", 1,
                entry("later", at("15:00"), now(), new Entry.StaffingClaim(Staffing.NOT_STAFFED)), LEA);
    }

    @Test
    void engineersAndAdministratorsSayWhyLater() {
        turnTo("2026-11-30", "15:00");
        for (Author author : new Author[]{EMIL, ADA}) {
            NewEntry late = entry(author.name(), at("15:00"), at("15:30"), reason("other"));
            assertThat(code(() -> say(late, author))).isEqualTo("remark-needed");
            assertThat(say(remarked(late, "found in the shift book"), author).version().remark())
                    .isEqualTo("found in the shift book");
        }
    }

    @Test
    void onlyAdministratorsChangeAClosedMonthAndSayWhy() {
        say(entry("a", at("15:00"), at("15:30"), reason("other")), OLGA);
        turnTo("2026-12-01", "09:00");
        records.months().lock(YearMonth.of(2026, 11), List.of(SHANGHAI), ADA);
        NewEntry corrected = entry("a", at("15:00"), at("15:30"), reason("quality"));
        for (Author author : new Author[]{LEA, EMIL}) {
            assertThat(code(() -> records.entries().correct("a", 1, remarked(corrected, "why"), author)))
                    .isEqualTo("month-closed");
        }
        assertThat(code(() -> records.entries().correct("a", 1, corrected, ADA))).isEqualTo("remark-needed");
        assertThat(code(() -> records.entries().retract("a", 1, "", ADA))).isEqualTo("remark-needed");
        records.entries().correct("a", 1, remarked(corrected, "audit of the year"), ADA);
        assertThat(records.audit().page(OptionalLong.empty(), 1)).singleElement().satisfies(audited -> {
            assertThat(audited.action()).isEqualTo("entry.correct");
            assertThat(audited.detail()).contains("audit of the year");
        });
        records.months().unlock(YearMonth.of(2026, 11), "customer asked", ADA);
        records.entries().correct("a", 2, remarked(entry("a", at("15:00"), at("15:30"), reason("other")), "again"),
                EMIL);
    }

    /** Nothing moves into a closed month either. */
    @Test
    void anEntryIsNotMovedIntoAClosedMonth() {
        turnTo("2026-12-01", "09:00");
        records.months().lock(YearMonth.of(2026, 11), List.of(SHANGHAI), ADA);
        say(entry("a", at("2026-12-01", "08:00"), at("2026-12-01", "08:30"), reason("other")), OLGA);
        assertThat(code(() -> records.entries().correct("a", 1,
                entry("a", at("2026-11-30", "19:00"), at("2026-12-01", "08:30"), reason("other")), EMIL)))
                .isEqualTo("month-closed");
    }

    @Test
    void monthsAreLockedOnceTheyAreOverByAdministrators() {
        YearMonth november = YearMonth.of(2026, 11);
        assertThat(code(() -> records.months().lock(november, List.of(SHANGHAI), ADA))).isEqualTo("month-not-over");
        turnTo("2026-12-01", "00:30");
        assertThat(code(() -> records.months().lock(november, List.of(SHANGHAI, ZoneId.of("UTC")), ADA)))
                .isEqualTo("month-not-over");
        assertThat(records.months().list()).isEmpty();
        assertThat(code(() -> records.months().lock(november, List.of(SHANGHAI), EMIL))).isEqualTo("role-may-not");
        records.months().lock(november, List.of(SHANGHAI), ADA);
        records.months().lock(november, List.of(SHANGHAI), ADA);
        assertThat(records.months().list()).extracting(MonthLocks.Lock::month).containsExactly(november);
        assertThat(code(() -> records.months().unlock(november, " ", ADA))).isEqualTo("remark-needed");
    }

    /** Who ends today what began yesterday changes nothing of yesterday. */
    @Test
    void operatorsEndWhatBeganInAnEarlierShift() {
        say(new NewEntry(Optional.of("off"), "press-1", at("15:00"), OptionalLong.empty(),
                new Entry.StateClaim(Stated.OFF, Optional.empty()), OptionalLong.empty(), ""), OLGA);
        turnTo("2026-11-26", "10:00");
        Entry.StateClaim off = new Entry.StateClaim(Stated.OFF, Optional.empty());
        assertThat(code(() -> records.entries().correct("off", 1,
                entry("off", at("15:00"), at("2026-11-25", "09:00"), off), OTTO))).isEqualTo("too-late");
        records.entries().correct("off", 1, entry("off", at("15:00"), at("2026-11-26", "09:00"), off), OTTO);
    }

    /** A terminal that was without network gets rid of what was said in time; a day later it is old. */
    @Test
    void anEntryOfATerminalIsJudgedByWhenItWasSaid() {
        NewEntry said = new NewEntry(Optional.of("a"), "press-1", at("19:00"), OptionalLong.of(at("19:30")),
                reason("other"), OptionalLong.of(at("19:31")), "");
        turnTo("2026-11-25", "09:00");
        say(said, OLGA);
        turnTo("2026-11-25", "21:00");
        NewEntry other = new NewEntry(Optional.of("b"), "press-1", at("19:00"), OptionalLong.of(at("19:30")),
                reason("other"), OptionalLong.of(at("19:31")), "");
        assertThat(code(() -> say(other, OLGA))).isEqualTo("too-late");
    }

    @Test
    void operatorsSayWhatIsMade() {
        say(entry(at("15:00"), OptionalLong.empty(),
                new Entry.ProductClaim("housing-a", Optional.empty(), OptionalInt.empty())), OLGA);
        say(entry(at("15:00"), OptionalLong.empty(), new Entry.OutputClaim(50_000)), OLGA);
    }

    private static final Entry.StateClaim OFF = new Entry.StateClaim(Stated.OFF, Optional.empty());

    private static NewEntry off(String id, String fromDay, OptionalLong to) {
        return new NewEntry(Optional.of(id), "press-1", at(fromDay, "10:00"), to, OFF, OptionalLong.empty(), "late");
    }

    /** November is locked, October is not; it is the first of December. */
    private void lockNovember() {
        turnTo("2026-12-01", "10:30");
        records.months().lock(YearMonth.of(2026, 11), List.of(SHANGHAI), ADA);
    }

    @Test
    void whatReachesIntoAClosedMonthIsForAdministrators() {
        lockNovember();
        OptionalLong inNovember = OptionalLong.of(at("2026-11-02", "08:30"));
        assertThat(code(() -> say(off("a", "2026-10-30", inNovember), EMIL))).isEqualTo("month-closed");
        assertThat(code(() -> say(off("a", "2026-10-30", OptionalLong.empty()), EMIL))).as("it runs on")
                .isEqualTo("month-closed");
        assertThat(code(() -> say(remarked(off("a", "2026-10-30", inNovember), ""), ADA)))
                .isEqualTo("remark-needed");
        say(off("a", "2026-10-30", inNovember), ADA);
        assertThat(code(() -> records.entries().retract("a", 1, "late", EMIL))).isEqualTo("month-closed");
        assertThat(code(() -> records.entries().correct("a", 1,
                off("a", "2026-10-30", OptionalLong.of(at("2026-10-31", "08:00"))), EMIL)))
                .as("moved out of it").isEqualTo("month-closed");
        say(off("b", "2026-10-28", OptionalLong.of(at("2026-10-28", "11:00"))), EMIL);
        say(off("c", "2026-10-26", OptionalLong.empty()), EMIL);
    }

    /** Without it, the one before runs on into November. */
    @Test
    void whatKeepsAnotherOneOutOfAClosedMonthStays() {
        say(off("next", "2026-11-05", OptionalLong.of(at("2026-11-05", "11:00"))), EMIL);
        say(off("end", "2026-10-30", OptionalLong.of(at("2026-10-30", "11:00"))), EMIL);
        lockNovember();
        records.entries().retract("end", 1, "late", EMIL);
        say(off("end-2", "2026-10-30", OptionalLong.of(at("2026-10-30", "11:00"))), EMIL);
        say(off("open", "2026-10-29", OptionalLong.empty()), EMIL);
        assertThat(code(() -> records.entries().retract("end-2", 1, "late", EMIL))).isEqualTo("month-closed");
    }

    @Test
    void whatRanOnOverAClosedMonthIsEndedAfterIt() {
        say(off("off", "2026-11-24", OptionalLong.empty()), OLGA);
        lockNovember();
        assertThat(code(() -> records.entries().correct("off", 1,
                off("off", "2026-11-24", OptionalLong.of(at("2026-11-30", "19:00"))), EMIL)))
                .isEqualTo("month-closed");
        records.entries().correct("off", 1, off("off", "2026-11-24", OptionalLong.of(at("2026-12-01", "09:00"))),
                OLGA);
    }

    /** The second job took the machine over in November; that the first one ends changes nothing of it. */
    @Test
    void aJobLeftRunningIsFinishedAfterTheMonthIsClosed() {
        for (String job : List.of("4711", "4712")) {
            records.jobs().add(new NewJob(job, "housing-a", Optional.empty(), Optional.empty(), 1_000,
                    OptionalLong.empty(), List.of()), LEA);
        }
        records.jobs().start("4711", start("14:00"), OLGA);
        records.jobs().start("4712", start("15:00"), OLGA);
        lockNovember();
        assertThat(records.jobs().finish("4711", OptionalLong.empty(), "", OLGA)).hasSize(1);
        records.jobs().finish("4712", OptionalLong.empty(), "", OLGA);
    }

    private static Jobs.Start start(String time) {
        return new Jobs.Start("press-1", Optional.empty(), OptionalLong.of(at(time)), Optional.empty(),
                OptionalInt.empty(), "");
    }
}
