package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.Fate;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.Stated;
import org.factfloor.production.LossPolicy;
import org.junit.jupiter.api.Test;

/** What people said stays, in order, and is said once. */
class EntriesTest extends EntriesFixture {

    private static final OptionalLong OPEN = OptionalLong.empty();

    private Entries entries() {
        return records.entries();
    }

    @Test
    void keepsWhatWasSaid() {
        Saved saved = entries().say(entry("a", at("15:00"), at("15:30"), reason("breakdown")), OLGA);
        Entry expected = new Entry("a", 1, "press-1", at("15:00"), OptionalLong.of(at("15:30")), now(), "olga",
                new Entry.ReasonClaim("breakdown", LossPolicy.AVAILABILITY));
        assertThat(saved.version()).isEqualTo(new EntryVersion(1, expected, EntryVersion.Act.SAID, now(), ""));
        reopen();
        assertThat(entries().standing("press-1")).containsExactly(expected);
        assertThat(entries().standing("press-2")).isEmpty();
        assertThat(records.audit().page(OptionalLong.empty(), 1)).singleElement().satisfies(audited -> {
            assertThat(audited.actor()).isEqualTo("olga");
            assertThat(audited.action()).isEqualTo("entry.say");
            assertThat(audited.detail()).contains("press-1", "breakdown");
        });
        assertThat(records.audit().verify()).isTrue();
    }

    /** A terminal without network sends what it holds until it has an answer. */
    @Test
    void takesTheSameEntryFiveTimesAsOne() {
        NewEntry entry = entry("outbox-1", at("15:00"), at("15:30"), reason("breakdown"));
        assertThat(entries().say(entry, OLGA).again()).isFalse();
        for (int i = 0; i < 4; i++) {
            Saved again = entries().say(entry, OLGA);
            assertThat(again.again()).isTrue();
            assertThat(again.version().cursor()).isEqualTo(1);
        }
        assertThat(entries().changesAfter(0, 10).changes()).hasSize(1);
    }

    @Test
    void takesTheSameEntryFromFiveThreadsAsOne() throws Exception {
        NewEntry entry = entry("outbox-1", at("15:00"), at("15:30"), reason("breakdown"));
        Set<Long> cursors = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            Callable<Boolean> send = () -> cursors.add(entries().say(entry, OLGA).version().cursor());
            for (Future<Boolean> sent : threads.invokeAll(Collections.nCopies(5, send))) {
                sent.get();
            }
        }
        assertThat(cursors).containsExactly(1L);
    }

    @Test
    void anEntrySentAgainAfterItsCorrectionChangesNothing() {
        NewEntry first = entry("a", at("15:00"), at("15:30"), reason("breakdown"));
        entries().say(first, OLGA);
        entries().correct("a", 1, entry("a", at("15:00"), at("15:30"), reason("quality")), LEA);
        assertThat(entries().say(first, OLGA).version().entry().revision()).isEqualTo(2);
        assertThat(entries().standing("press-1")).extracting(Entry::claim).containsExactly(reason("quality"));
    }

    @Test
    void refusesSomethingElseUnderAnIdThatIsTaken() {
        entries().say(entry("a", at("15:00"), at("15:30"), reason("breakdown")), OLGA);
        assertThat(code(() -> entries().say(entry("a", at("15:00"), at("15:31"), reason("breakdown")), OLGA)))
                .isEqualTo("id-taken");
        assertThat(code(() -> entries().say(entry("a", at("15:00"), at("15:30"), reason("breakdown")), OTTO)))
                .isEqualTo("id-taken");
        assertThat(code(() -> entries().say(entry("a b", at("15:00"), at("15:30"), reason("breakdown")), OLGA)))
                .isEqualTo("bad-id");
    }

    /** The second gets what the first said, not a lost update. */
    @Test
    void tellsTheSecondOfTwoPeopleWhatTheFirstSaid() {
        entries().say(entry("a", at("15:00"), at("15:30"), reason("other")), OLGA);
        entries().correct("a", 1, entry("a", at("15:00"), at("15:30"), reason("breakdown")), LEA);
        RefusedException refused = refused(
                () -> entries().correct("a", 1, entry("a", at("15:00"), at("15:30"), reason("quality")), OTTO));
        assertThat(refused.refusal().code()).isEqualTo("changed-meanwhile");
        assertThat(refused.refusal().text().en()).contains("lea", "reason breakdown");
        assertThat(refused.standing().orElseThrow().entry().claim()).isEqualTo(reason("breakdown"));
        assertThat(code(() -> entries().retract("a", 1, "", OTTO))).isEqualTo("changed-meanwhile");
        assertThat(entries().standing("press-1")).extracting(Entry::claim).containsExactly(reason("breakdown"));
    }

    @Test
    void aCorrectionKeepsWhenItWasSaidAndMayBeSentAgain() {
        long said = now();
        entries().say(entry("a", at("15:00"), at("15:30"), reason("other")), OLGA);
        clock.advance(Duration.ofMinutes(20));
        NewEntry corrected = entry("a", at("15:00"), at("15:45"), reason("breakdown"));
        entries().correct("a", 1, corrected, LEA);
        assertThat(entries().correct("a", 1, corrected, LEA).again()).isTrue();
        assertThat(entries().standing("press-1")).containsExactly(new Entry("a", 2, "press-1", at("15:00"),
                OptionalLong.of(at("15:45")), said, "lea", reason("breakdown")));
        assertThat(entries().history("a")).extracting(version -> version.entry().author(), EntryVersion::act)
                .containsExactly(tuple("olga", EntryVersion.Act.SAID),
                        tuple("lea", EntryVersion.Act.CORRECTED));
    }

    @Test
    void aCorrectionKeepsMachineAndKind() {
        entries().say(entry("a", at("15:00"), at("15:30"), reason("other")), OLGA);
        assertThat(code(() -> entries().correct("a", 1,
                NewEntry.of("press-2", at("15:00"), OptionalLong.of(at("15:30")), reason("other")), OLGA)))
                .isEqualTo("entry-fixed");
        assertThat(code(() -> entries().correct("a", 1,
                entry(at("15:00"), OPEN, new Entry.StateClaim(Stated.OFF, Optional.empty())), OLGA)))
                .isEqualTo("entry-fixed");
        assertThat(code(() -> entries().correct("nothing", 1, entry(at("15:00"), OPEN, reason("other")), OLGA)))
                .isEqualTo("unknown-entry");
    }

    @Test
    void whatIsTakenBackStandsNoLonger() {
        entries().say(entry("a", at("15:00"), at("15:30"), reason("other")), OLGA);
        assertThat(entries().retract("a", 1, "", OLGA).again()).isFalse();
        assertThat(entries().retract("a", 1, "", OLGA).again()).isTrue();
        assertThat(entries().standing("press-1")).isEmpty();
        RefusedException refused = refused(
                () -> entries().correct("a", 2, entry("a", at("15:00"), at("15:30"), reason("quality")), LEA));
        assertThat(refused.refusal().text().en()).contains("olga took this entry back");
        assertThat(entries().history("a")).hasSize(2);
    }

    @Test
    void tellsEveryChangeOnceInOrder() {
        entries().say(entry("a", at("15:00"), at("15:30"), reason("other")), OLGA);
        entries().correct("a", 1, entry("a", at("15:00"), at("15:30"), reason("quality")), LEA);
        entries().say(entry("b", at("14:00"), at("14:30"), reason("other")), OLGA);
        entries().retract("a", 2, "", LEA);
        Changes<Entry> first = entries().changesAfter(0, 3);
        assertThat(first.changes()).extracting(Changes.Change::cursor).containsExactly(1L, 2L, 3L);
        assertThat(first.changes().get(0).before()).isEmpty();
        assertThat(first.changes().get(1).before()).map(Entry::claim).contains(reason("other"));
        assertThat(first.changes().get(1).after()).map(Entry::claim).contains(reason("quality"));
        Changes<Entry> rest = entries().changesAfter(first.cursor(), 3);
        assertThat(rest.changes()).singleElement().satisfies(change -> {
            assertThat(change.before()).map(Entry::revision).contains(2);
            assertThat(change.after()).isEmpty();
            assertThat(change.workUnit()).isEqualTo("press-1");
        });
        assertThat(entries().changesAfter(rest.cursor(), 3)).isEqualTo(new Changes<>(List.of(), 4));
    }

    @Test
    void findsWhatTouchesARange() {
        entries().say(entry("range", at("10:00"), at("11:00"), reason("other")), OLGA);
        entries().say(entry(at("09:00"), OPEN, new Entry.ProductClaim("housing-a", Optional.empty(),
                OptionalInt.empty())), OLGA);
        entries().say(entry(at("10:30"), OPEN, new Entry.RejectClaim(Fate.SCRAP, 2_000, Optional.empty())), OLGA);
        assertThat(kinds(at("10:59"), at("12:00"))).containsExactly("product", "reason");
        assertThat(kinds(at("11:00"), at("12:00"))).containsExactly("product");
        assertThat(kinds(at("10:30"), at("10:31"))).containsExactly("product", "reason", "reject");
        assertThat(kinds(at("10:31"), at("10:32"))).containsExactly("product", "reason");
        assertThat(kinds(at("08:00"), at("09:00"))).isEmpty();
    }

    private List<String> kinds(long from, long to) {
        return entries().standing("press-1", from, to).stream().map(entry -> ClaimJson.kind(entry.claim())).toList();
    }

    /** The end goes with what set it. */
    @Test
    void aNewStateEndsAnOlderOneWithoutEndUntilItIsTakenBack() {
        entries().say(new NewEntry(Optional.of("off"), "press-1", at("10:00"), OPEN,
                new Entry.StateClaim(Stated.OFF, Optional.empty()), OPEN, ""), OLGA);
        entries().say(new NewEntry(Optional.of("off-2"), "press-2", at("10:00"), OPEN,
                new Entry.StateClaim(Stated.OFF, Optional.empty()), OPEN, ""), OLGA);
        assertThat(until("off")).isEmpty();
        entries().say(entry("set-up", at("12:00"), at("13:00"),
                new Entry.StateClaim(Stated.CHANGEOVER, Optional.empty())), OTTO);
        assertThat(until("off")).hasValue(at("12:00"));
        assertThat(until("set-up")).hasValue(at("13:00"));
        assertThat(until("off-2")).as("of another machine").isEmpty();
        assertThat(entries().standing("press-1", at("12:00"), at("12:30"))).extracting(Entry::id)
                .containsExactly("set-up");
        assertThat(entries().standing("press-1", at("11:59"), at("12:00"))).extracting(Entry::id)
                .containsExactly("off");
        entries().correct("set-up", 1, entry("set-up", at("12:30"), at("13:00"),
                new Entry.StateClaim(Stated.CHANGEOVER, Optional.empty())), OTTO);
        assertThat(until("off")).hasValue(at("12:30"));
        entries().retract("set-up", 2, "", OTTO);
        assertThat(until("off")).isEmpty();
        assertThat(entries().standing("press-1", at("15:00"), at("15:30"))).extracting(Entry::id)
                .containsExactly("off");
        assertThat(entries().history("off")).as("nobody changed it").hasSize(1);
    }

    private OptionalLong until(String id) {
        return entries().versions(Optional.empty(), at("08:00"), at("16:00")).stream()
                .filter(standing -> standing.entry().id().equals(id)).findFirst().orElseThrow().until();
    }

    @Test
    void overlapsAreSaidOneAfterTheOtherButNotInOneGo() {
        NewEntry off = entry("off", at("10:00"), at("12:00"), new Entry.StateClaim(Stated.OFF, Optional.empty()));
        NewEntry setUp = entry("set-up", at("11:00"), at("13:00"),
                new Entry.StateClaim(Stated.CHANGEOVER, Optional.empty()));
        assertThat(code(() -> entries().say(List.of(off, setUp), OLGA))).isEqualTo("contradiction");
        assertThat(entries().standing("press-1")).as("all or nothing").isEmpty();
        entries().say(off, OLGA);
        entries().say(setUp, OLGA);
        assertThat(entries().standing("press-1")).hasSize(2);
        NewEntry noJob = entry("x", at("10:00"), at("12:00"), new Entry.StaffingClaim(Staffing.NO_JOB));
        NewEntry overtime = entry("y", at("12:00"), at("13:00"), new Entry.StaffingClaim(Staffing.OVERTIME));
        assertThat(entries().say(List.of(noJob, overtime), LEA)).hasSize(2);
    }

    @Test
    void nothingOfAListIsSaidWhereOneOfItIsRefused() {
        assertThat(code(() -> entries().say(List.of(entry("a", at("10:00"), at("11:00"), reason("other")),
                entry("b", at("12:00"), at("13:00"), reason("weather"))), OLGA))).isEqualTo("unknown-reason");
        assertThat(entries().changesAfter(0, 10).changes()).isEmpty();
    }

    @Test
    void refusesWhatDoesNotExist() {
        assertThat(code(() -> entries().say(NewEntry.of("press-9", at("10:00"), OPEN, reason("other")), OLGA)))
                .isEqualTo("unknown-work-unit");
        assertThat(code(() -> entries().say(entry(at("10:00"), OPEN, reason("weather")), OLGA)))
                .isEqualTo("unknown-reason");
        assertThat(code(() -> entries().say(entry(at("10:00"), OPEN,
                new Entry.ProductClaim("housing-b", Optional.empty(), OptionalInt.empty())), OLGA)))
                .isEqualTo("unknown-product");
        assertThat(code(() -> entries().say(entry(at("10:00"), OPEN,
                new Entry.JobClaim("4711", "housing-a", Optional.empty(), OptionalInt.empty())), OLGA)))
                .isEqualTo("unknown-job");
        assertThat(code(() -> entries().say(entry(at("10:00"), OPEN,
                new Entry.RejectClaim(Fate.SCRAP, 1_000, Optional.of("weather"))), OLGA)))
                .isEqualTo("unknown-reason");
    }

    @Test
    void refusesQuantitiesNobodyMakes() {
        for (long quantity : new long[]{-1_000, 0, 1_000_000_001L, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(code(() -> entries().say(
                    entry(at("10:00"), OPEN, new Entry.RejectClaim(Fate.SCRAP, quantity, Optional.empty())), OLGA)))
                    .as("%d", quantity).isEqualTo("quantity");
            assertThat(code(() -> entries().say(entry(at("10:00"), OPEN, new Entry.OutputClaim(quantity)), OLGA)))
                    .isEqualTo("quantity");
        }
        assertThat(refused(() -> entries().say(
                entry(at("10:00"), OPEN, new Entry.RejectClaim(Fate.SCRAP, -12_500, Optional.empty())), OLGA))
                .refusal().text().en()).startsWith("-12.5 pieces");
        assertThat(code(() -> entries().say(entry(at("10:00"), OPEN, new Entry.CountClaim(0, "box count")), LEA)))
                .isEqualTo("quantity");
        assertThat(code(() -> entries().say(
                entry(at("10:00"), OPEN, new Entry.CountClaim(Long.MIN_VALUE, "box count")), LEA)))
                .isEqualTo("quantity");
        assertThat(code(() -> entries().say(entry(at("10:00"), OPEN, new Entry.CountClaim(-12_000, " ")), LEA)))
                .isEqualTo("text");
        entries().say(entry(at("10:00"), OPEN, new Entry.CountClaim(-12_000, "box count")), LEA);
        assertThat(code(() -> entries().say(entry(at("10:00"), OPEN,
                new Entry.ProductClaim("housing-a", Optional.empty(), OptionalInt.of(0))), OLGA)))
                .isEqualTo("cavities");
    }

    /** A terminal whose clock runs hours ahead would date everything wrong; both clocks are shown. */
    @Test
    void refusesATerminalWhoseClockIsOff() {
        NewEntry ahead = new NewEntry(Optional.empty(), "press-1", at("15:00"), OptionalLong.of(at("15:30")),
                reason("other"), OptionalLong.of(now() + 8 * Micros.PER_HOUR), "");
        RefusedException refused = refused(() -> entries().say(ahead, OLGA));
        assertThat(refused.refusal().code()).isEqualTo("terminal-clock-off");
        assertThat(refused.refusal().text().en()).contains("2026-11-25 00:00", "2026-11-24 16:00");
        assertThat(refused.refusal().text().zh()).contains("2026-11-25 00:00", "2026-11-24 16:00");
        assertThat(code(() -> entries().checkClock(now() - 8 * Micros.PER_HOUR))).isEqualTo("terminal-clock-off");
        entries().checkClock(now() - 9 * Micros.PER_MINUTE);
    }

    @Test
    void keepsTheTimeOfTheTerminalBesideOurs() {
        NewEntry earlier = new NewEntry(Optional.of("a"), "press-1", at("14:00"), OptionalLong.of(at("14:30")),
                reason("other"), OptionalLong.of(at("14:31")), "");
        EntryVersion version = entries().say(earlier, OLGA).version();
        assertThat(version.entry().saidAt()).isEqualTo(at("14:31"));
        assertThat(version.receivedAt()).isEqualTo(now());
        NewEntry ahead = new NewEntry(Optional.of("b"), "press-1", at("14:00"), OptionalLong.of(at("14:30")),
                reason("other"), OptionalLong.of(now() + 5 * Micros.PER_MINUTE), "");
        assertThat(entries().say(ahead, OLGA).version().entry().saidAt()).as("never in the future").isEqualTo(now());
    }

    @Test
    void refusesTimesThatCannotBe() {
        assertThat(code(() -> entries().say(entry(at("16:11"), OPEN, reason("other")), OLGA)))
                .isEqualTo("time-in-future");
        assertThat(code(() -> entries().say(entry("a", at("15:00"), at("17:00"), reason("other")), OLGA)))
                .isEqualTo("time-in-future");
        assertThat(code(() -> entries().say(entry("a", at("15:00"), at("15:00"), reason("other")), OLGA)))
                .isEqualTo("range-empty");
        assertThat(code(() -> entries().say(
                entry("a", at("15:00"), at("15:10"), new Entry.OutputClaim(1_000)), OLGA)))
                .isEqualTo("instant-only");
        assertThat(code(() -> entries().say(remarked(entry(at("2025-10-01", "10:00"), OPEN, reason("other")), "late"),
                ADA))).isEqualTo("time-too-far");
        assertThat(code(() -> entries().say(entry(Long.MIN_VALUE, OPEN, reason("other")), OLGA)))
                .isEqualTo("time-too-far");
        // Overtime is planned ahead.
        entries().say(entry("o", at("20:00"), at("22:00"), new Entry.StaffingClaim(Staffing.OVERTIME)), LEA);
        assertThat(code(() -> entries().say(entry("p", at("2028-11-24", "20:00"), at("2028-11-24", "22:00"),
                new Entry.StaffingClaim(Staffing.OVERTIME)), LEA))).isEqualTo("time-too-far");
    }

    @Test
    void takesTheLossPolicyFromTheCatalogue() {
        entries().say(entry("a", at("15:00"), at("15:30"), reason("maintenance")), OLGA);
        assertThat(entries().standing("press-1")).extracting(Entry::claim)
                .containsExactly(new Entry.ReasonClaim("maintenance", LossPolicy.EXCLUDED));
    }

    @Test
    void aProductWithoutStandardIsTakenAndSaysSo() {
        Saved saved = entries().say(entry(at("15:00"), OPEN,
                new Entry.ProductClaim("housing-a", Optional.of("mould 3"), OptionalInt.of(7))), OLGA);
        assertThat(saved.notes()).extracting(Saved.Note::code).containsExactly("no-standard");
    }

    @Test
    void whatIsOldIsCorrectedNearToWhereItIs() {
        entries().say(entry("a", at("15:00"), at("15:30"), reason("other")), OLGA);
        clock.advance(Duration.ofDays(401));
        entries().correct("a", 1, remarked(entry("a", at("14:50"), at("15:20"), reason("quality")), "audit"), EMIL);
        assertThat(code(() -> entries().correct("a", 2, remarked(
                entry("a", at("2025-10-01", "14:50"), at("15:20"), reason("quality")), "audit"), EMIL)))
                .isEqualTo("time-too-far");
        assertThat(code(() -> entries().say(remarked(entry("b", at("15:00"), at("15:30"), reason("other")), "audit"),
                EMIL))).isEqualTo("time-too-far");
        entries().retract("a", 2, "audit", EMIL);
    }

    /** With 200,000 entries, a list of one machine's day must not look at all of them. */
    @Test
    void theEntriesOfAMachineAreFoundByAnIndex() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("records.db"));
                ResultSet steps = connection.createStatement()
                        .executeQuery("EXPLAIN QUERY PLAN " + EntryTable.OF_MACHINE)) {
            List<String> plan = new ArrayList<>();
            while (steps.next()) {
                plan.add(steps.getString("detail"));
            }
            assertThat(plan).contains("SEARCH e USING INDEX entry_machine (work_unit=? AND from_time<?)")
                    .noneMatch(step -> step.startsWith("SCAN"));
        }
    }
}
