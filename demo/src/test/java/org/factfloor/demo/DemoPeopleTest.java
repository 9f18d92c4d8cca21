package org.factfloor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.factfloor.demo.DemoBooks.Stretch;
import org.factfloor.demo.line.Doing;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.Claim;
import org.factfloor.production.Entry.JobClaim;
import org.factfloor.production.Entry.OutputClaim;
import org.factfloor.production.Entry.ProductClaim;
import org.factfloor.production.Entry.ReasonClaim;
import org.factfloor.production.Entry.RejectClaim;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.Entry.StateClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPeopleTest {

    private static final long MINUTE = Micros.PER_MINUTE;
    private static final DemoSettings SETTINGS = settings(Instant.parse("2026-11-24T01:20:00Z"));

    /** On Sunday at 21:00, at 5 in the morning, in the cleaning of the mould, in the tea break and at noon, in Shanghai. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T13:00:00Z", "2026-11-23T21:05:00Z", "2026-11-23T22:31:00Z",
            "2026-11-24T07:35:00Z", "2026-11-25T04:00:00Z"})
    void haveSomethingToShowWheneverTheDemoIsStarted(String now) {
        DemoSettings settings = settings(Instant.parse(now));
        DemoBooks books = kept(settings, Duration.ZERO);
        List<Entry> entries = said(settings, books);
        long start = Micros.of(settings.firstStart());

        Stretch open = books.page("imm-1").stretches().getLast();
        assertThat(open.doing()).isEqualTo(Doing.EJECTOR);
        assertThat(start - open.from()).isGreaterThanOrEqualTo(21 * MINUTE);
        assertThat(of(entries, "imm-1", ReasonClaim.class)).noneMatch(entry -> entry.from() >= open.from());

        assertThat(of(entries, "press-1", StateClaim.class)).last()
                .satisfies(entry -> assertThat(entry.to()).isEmpty())
                .satisfies(entry -> assertThat(start - entry.from()).isGreaterThanOrEqualTo(38 * MINUTE));

        DemoJobs jobs = DemoJobs.of(settings, books);
        String running = jobs.orders().get(jobs.orders().size() - 2).id();
        assertThat(jobs.orders().get(jobs.orders().size() - 2).due()).isBefore(settings.firstStart());
        assertThat(of(entries, "assembly-1", JobClaim.class)).last().extracting(Entry::claim)
                .isInstanceOfSatisfying(JobClaim.class, claim -> assertThat(claim.job()).isEqualTo(running));

        assertThat(of(entries, "assembly-1", JobClaim.class)).as("forgotten and dated back")
                .anyMatch(entry -> entry.saidAt() - entry.from() > 60 * MINUTE);
        assertThat(of(entries, "bench-1", OutputClaim.class)).hasSizeGreaterThan(50);
        assertThat(of(entries, "imm-1", ProductClaim.class)).last()
                .satisfies(entry -> assertThat(((ProductClaim) entry.claim()).activeCavities()).hasValue(7));
        assertThat(of(entries, "cnc-1", RejectClaim.class)).as("scrap found late")
                .anyMatch(entry -> entry.saidAt() - entry.from() > 90 * MINUTE);
        assertThat(DemoPeople.sayings(settings, books)).as("scrap that was weighed")
                .anyMatch(saying -> saying.remark().equals("0.140 kg / 3.5 g")
                        && ((RejectClaim) saying.entry().claim()).quantity() == 40_000);
        assertThat(books.page("assembly-1").stretches().stream().filter(stretch -> stretch.doing() == Doing.FEEDER
                && stretch.from() > start - 165 * MINUTE && stretch.from() < start - 40 * MINUTE)).as("clustered")
                .hasSizeGreaterThan(14);
        assertThat(of(entries, "lathe-1", StaffingClaim.class)).hasSizeGreaterThan(1).allMatch(
                entry -> entry.claim().equals(new StaffingClaim(Staffing.UNATTENDED)));
    }

    /** Else a restart would say things anew. */
    @Test
    void sayTheSameOfThePastHoweverFarTheBooksGoOn() {
        DemoBooks books = kept(SETTINGS, Duration.ZERO);
        List<Saying> before = DemoPeople.sayings(SETTINGS, books);
        long end = books.end();
        books.keepTo(SETTINGS.firstStart().plus(Duration.ofHours(5)));
        List<Saying> after = DemoPeople.sayings(SETTINGS, books).stream()
                .filter(saying -> saying.entry().saidAt() <= end).toList();
        assertThat(after.stream().map(saying -> saying.entry().id()))
                .isEqualTo(before.stream().map(saying -> saying.entry().id()).toList());
        List<Saying> changed = after.stream().filter(saying -> !before.contains(saying)).toList();
        assertThat(changed).as("the release of the first piece").hasSize(1).allSatisfy(saying -> {
            assertThat(saying.entry().claim()).isInstanceOf(StateClaim.class);
            assertThat(saying.entry().revision()).isEqualTo(2);
            assertThat(saying.entry().to()).isPresent();
        });
    }

    @Test
    void explainFourOfFiveLongStopsAndTheOpenOneWhenItIsOver() {
        DemoBooks books = kept(SETTINGS, Duration.ofHours(24));
        List<Entry> entries = said(SETTINGS, books);
        long stops = 0;
        long explained = 0;
        for (String machine : List.of("cnc-1", "imm-1", "assembly-1", "lathe-1", "press-1")) {
            long limit = DemoSheets.of(machine).shortStopLimit();
            for (Stretch stretch : books.page(machine).stretches()) {
                long to = stretch.to().orElse(books.end());
                if (DemoPeople.REASONS.containsKey(stretch.doing()) && to - stretch.from() > limit
                        && to < books.end() - 10 * MINUTE) {
                    stops++;
                    explained += of(entries, machine, ReasonClaim.class).stream()
                            .filter(entry -> entry.from() == stretch.from()).count();
                }
            }
        }
        assertThat(stops).isGreaterThan(50);
        assertThat((double) explained / stops).isBetween(0.65, 0.95);
        long start = Micros.of(SETTINGS.firstStart());
        assertThat(of(entries, "imm-1", ReasonClaim.class))
                .anyMatch(entry -> entry.from() < start && entry.to().orElse(0) > start && entry.saidAt() > start);
    }

    @Test
    void neverGiveTwoEntriesTheSameIdNorSpeakBeforeItHappened() {
        List<Entry> entries = said(SETTINGS, kept(SETTINGS, Duration.ofHours(24)));
        assertThat(entries.stream().map(Entry::id).collect(Collectors.groupingBy(Function.identity()))).hasSize(
                entries.size());
        assertThat(entries).allMatch(entry -> entry.id().matches("[A-Za-z0-9_-]{1,64}"))
                .allMatch(entry -> entry.author().endsWith("(simulated)"))
                .filteredOn(entry -> !(entry.claim() instanceof StaffingClaim))
                .allMatch(entry -> entry.saidAt() >= entry.from());
    }

    private static DemoSettings settings(Instant firstStart) {
        return new DemoSettings(1, firstStart, Duration.ofDays(2), Optional.empty());
    }

    private static DemoBooks kept(DemoSettings settings, Duration beyond) {
        DemoBooks books = DemoBooks.open(settings);
        books.keepTo(settings.firstStart().plus(beyond));
        return books;
    }

    private static List<Entry> said(DemoSettings settings, DemoBooks books) {
        return DemoPeople.sayings(settings, books).stream().map(Saying::entry).toList();
    }

    private static List<Entry> of(List<Entry> entries, String machine, Class<? extends Claim> claim) {
        return entries.stream().filter(entry -> entry.workUnit().equals(machine) && claim.isInstance(entry.claim()))
                .toList();
    }
}
