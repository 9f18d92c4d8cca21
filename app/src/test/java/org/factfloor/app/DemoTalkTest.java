package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.demo.DemoBooks;
import org.factfloor.demo.DemoPeople;
import org.factfloor.demo.DemoPlant;
import org.factfloor.demo.DemoSettings;
import org.factfloor.demo.Saying;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.JobClaim;
import org.factfloor.production.Entry.ReasonClaim;
import org.factfloor.production.Entry.StateClaim;
import org.factfloor.production.Entry.Stated;
import org.factfloor.production.LossPolicy;
import org.factfloor.records.AndonCall;
import org.factfloor.records.Author;
import org.factfloor.records.EntryVersion;
import org.factfloor.records.Job;
import org.factfloor.records.NewEntry;
import org.factfloor.records.PlantVersions;
import org.factfloor.records.PlantVersions.Proposal;
import org.factfloor.records.Records;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the simulated people write into real records. */
class DemoTalkTest {

    private static final Instant NOW = Instant.parse("2026-11-24T01:20:00Z");
    private static final DemoSettings SETTINGS = new DemoSettings(1, NOW, Duration.ofDays(2), Optional.empty());
    private static final Author VISITOR = new Author("Ms Visitor", User.Role.ADMIN, "127.0.0.1");
    private static final long ALL = 1_000_000;

    @TempDir
    private Path folder;

    private Instant now = NOW;
    private Records records;

    @SuppressWarnings("NullAway.Init") // set before each test
    DemoTalkTest() {}

    @BeforeEach
    void openRecords() throws InterruptedException {
        records = Records.open(folder, (InstantSource) () -> now, new SecureRandom());
        try (DemoPlant plant = DemoPlant.start(SETTINGS, () -> NOW)) {
            assertThat(records.plants().apply(
                    new Proposal(plant.plantYaml(), "demo", "terminal", "simulated plant", OptionalInt.empty())))
                    .isInstanceOf(PlantVersions.Outcome.Applied.class);
        }
    }

    @AfterEach
    void closeRecords() {
        records.close();
    }

    @Test
    void writesAllThatWasSaidOnceAlsoAfterARestart() {
        speak(new DemoTalk(records, SETTINGS, SETTINGS.begin()));
        long changes = records.entries().changesAfter(0, (int) ALL).cursor();
        DemoBooks books = DemoBooks.open(SETTINGS);
        books.keepTo(NOW);
        List<Saying> sayings = DemoPeople.sayings(SETTINGS, books);
        assertThat(sayings).hasSizeGreaterThan(200).allSatisfy(saying -> {
            EntryVersion version = records.entries().find(saying.entry().id()).orElseThrow();
            assertThat(version.entry().from()).isEqualTo(saying.entry().from());
            if (!(saying.entry().claim() instanceof JobClaim)) {
                assertThat(version.entry().to()).isEqualTo(saying.entry().to());
            }
            assertThat(version.entry().author()).isEqualTo(saying.entry().author());
            assertThat(version.entry().saidAt()).isEqualTo(saying.entry().saidAt());
            assertThat(version.remark()).isNotBlank();
        });
        assertThat(records.standards().standing("press-1")).hasSize(2)
                .allMatch(standard -> standard.confirmedBy().isPresent());
        assertThat(records.jobs().list(false, 100)).extracting(Job::state)
                .containsExactlyInAnyOrder(Job.State.RUNNING, Job.State.PLANNED);
        assertThat(records.jobs().list(false, 100)).as("late")
                .anyMatch(job -> job.state() == Job.State.RUNNING && job.due().orElseThrow() < Micros.of(NOW));
        assertThat(records.jobs().list(true, 100)).hasSizeGreaterThan(5);

        speak(new DemoTalk(records, SETTINGS, SETTINGS.begin()));
        assertThat(records.entries().changesAfter(0, (int) ALL).cursor()).isEqualTo(changes);
    }

    @Test
    void callsForHelpAndLeavesAVisitorsStepsAlone() {
        DemoTalk talk = new DemoTalk(records, SETTINGS, SETTINGS.begin());
        speak(talk);
        AndonCall waiting = records.calls().open(Optional.of("imm-1")).getFirst();
        assertThat(waiting.last().step()).isEqualTo(AndonCall.Step.CALLED);
        assertThat(Micros.of(NOW) - waiting.calledAt()).isGreaterThan(5 * Micros.PER_MINUTE);
        now = NOW.plusSeconds(60);
        records.calls().step(waiting.id(), AndonCall.Step.THERE, OptionalLong.empty(), VISITOR);
        now = NOW.plus(Duration.ofHours(2));
        speak(talk);
        AndonCall over = records.calls().find(waiting.id()).orElseThrow();
        assertThat(over.steps()).extracting(AndonCall.Taken::step).containsExactly(AndonCall.Step.CALLED,
                AndonCall.Step.THERE, AndonCall.Step.DONE);
        assertThat(over.steps().get(1).author()).isEqualTo(VISITOR.name());
    }

    @Test
    void goesOnSpeakingButLeavesAloneWhatAVisitorSaid() {
        DemoTalk talk = new DemoTalk(records, SETTINGS, SETTINGS.begin());
        speak(talk);
        Entry changeover = standing("press-1", StateClaim.class).getLast();
        assertThat(changeover.to()).isEmpty();
        long start = Micros.of(NOW);
        now = NOW.plusSeconds(60);
        records.entries().say(NewEntry.of("imm-1", start - 21 * Micros.PER_MINUTE, OptionalLong.empty(),
                new ReasonClaim("other", LossPolicy.AVAILABILITY)), VISITOR);
        records.entries().correct(changeover.id(), changeover.revision(),
                NewEntry.of("press-1", changeover.from(), OptionalLong.of(start),
                        new StateClaim(Stated.CHANGEOVER, Optional.empty())),
                VISITOR);
        int before = records.entries().standing("press-1").size();

        now = NOW.plus(Duration.ofHours(2));
        speak(talk);
        assertThat(records.entries().standing("press-1")).hasSizeGreaterThan(before);
        assertThat(standing("imm-1", ReasonClaim.class))
                .filteredOn(entry -> entry.from() >= start - 30 * Micros.PER_MINUTE && entry.from() <= start)
                .singleElement().satisfies(entry -> assertThat(entry.author()).isEqualTo("Ms Visitor"));
        assertThat(records.entries().find(changeover.id()).orElseThrow().entry().author()).isEqualTo("Ms Visitor");
    }

    @Test
    void endsTheChangeoverWhereNobodyElseDoes() {
        DemoTalk talk = new DemoTalk(records, SETTINGS, SETTINGS.begin());
        speak(talk);
        Entry changeover = standing("press-1", StateClaim.class).getLast();
        now = NOW.plus(Duration.ofHours(1));
        speak(talk);
        assertThat(records.entries().find(changeover.id()).orElseThrow().entry().to()).isPresent();
        assertThat(standing("imm-1", ReasonClaim.class)).last()
                .satisfies(entry -> assertThat(entry.saidAt()).isGreaterThan(Micros.of(NOW)));
    }

    private void speak(DemoTalk talk) {
        talk.prepare();
        talk.speak(now);
    }

    private List<Entry> standing(String machine, Class<? extends Entry.Claim> claim) {
        return records.entries().standing(machine).stream().filter(entry -> claim.isInstance(entry.claim())).toList();
    }
}
