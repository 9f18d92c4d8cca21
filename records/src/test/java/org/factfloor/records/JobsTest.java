package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsTest extends EntriesFixture {

    private static final OptionalLong NOW = OptionalLong.empty();

    @BeforeEach
    void plan() {
        records.jobs().add(job("4711", 500_000), LEA);
        records.jobs().add(job("4712", 300_000), LEA);
    }

    private static NewJob job(String id, long quantity) {
        return new NewJob(id, "housing-a", Optional.of("op 10"), Optional.of("mould 3"), quantity,
                OptionalLong.of(at("2026-11-30", "12:00")), List.of("press-1"));
    }

    private static Jobs.Start on(String machine, OptionalLong at) {
        return new Jobs.Start(machine, Optional.empty(), at, Optional.empty(), OptionalInt.empty(), "");
    }

    private Job.State state(String id) {
        return records.jobs().find(id).orElseThrow().state();
    }

    @Test
    void aJobRunsPausesAndFinishesByEntries() {
        assertThat(state("4711")).isEqualTo(Job.State.PLANNED);
        Entry started = records.jobs().start("4711", on("press-1", NOW), OLGA).version().entry();
        assertThat(started.claim()).isEqualTo(
                new Entry.JobClaim("4711", "housing-a", Optional.of("mould 3"), OptionalInt.empty()));
        assertThat(started.from()).isEqualTo(now());
        assertThat(state("4711")).isEqualTo(Job.State.RUNNING);
        clock.advance(Duration.ofHours(1));
        assertThat(records.jobs().pause("4711", Optional.of("press-1"), NOW, "", OTTO)).singleElement()
                .satisfies(saved -> assertThat(saved.version().entry().to()).hasValue(now()));
        assertThat(state("4711")).isEqualTo(Job.State.PAUSED);
        records.jobs().start("4711", on("press-1", NOW), OTTO);
        clock.advance(Duration.ofHours(1));
        assertThat(records.jobs().finish("4711", NOW, "", OTTO)).hasSize(1);
        assertThat(state("4711")).isEqualTo(Job.State.FINISHED);
        assertThat(records.jobs().finish("4711", NOW, "", OTTO)).isEmpty();
        assertThat(records.entries().standing("press-1")).hasSize(2).allMatch(entry -> entry.to().isPresent());
        assertThat(records.jobs().list(false, 10)).extracting(Job::id).containsExactly("4712");
        assertThat(records.jobs().list(true, 10)).singleElement().satisfies(job -> {
            assertThat(job.startedAt()).hasValue(started.from());
            assertThat(job.finishedAt()).hasValue(now());
        });
    }

    /** In pieces and with times, so that pages tell it in the reader's language; 500 pieces are not read as 500000. */
    @Test
    void theAuditTellsWhatWasAndWhatIs() {
        records.jobs().change(1, job("4711", 450_500), LEA);
        Audit.Entry changed = records.audit().page(OptionalLong.empty(), 1).getFirst();
        assertThat(changed.action()).isEqualTo("job.change");
        String other = "\"due\":\"2026-11-30T04:00:00Z\",\"operation\":\"op 10\",\"tool\":\"mould 3\","
                + "\"machines\":[\"press-1\"],\"state\":\"planned\"}";
        assertThat(changed.detail())
                .isEqualTo("{\"was\":{\"product\":\"housing-a\",\"quantity\":500," + other
                        + ",\"is\":{\"product\":\"housing-a\",\"quantity\":450.5," + other + "}");
        assertThat(records.audit().verify()).isTrue();
    }

    @Test
    void aForgottenStartIsDatedBack() {
        assertThat(records.jobs().start("4711", on("press-1", OptionalLong.of(at("13:10"))), OLGA).version().entry()
                .from()).isEqualTo(at("13:10"));
        assertThat(code(() -> records.jobs().pause("4711", Optional.empty(), OptionalLong.of(at("13:00")), "", OLGA)))
                .isEqualTo("range-empty");
    }

    @Test
    void startingTwiceStartsOnce() {
        records.jobs().start("4711", on("press-1", NOW), OLGA);
        assertThat(records.jobs().start("4711", on("press-1", NOW), OTTO).again()).isTrue();
        assertThat(records.entries().standing("press-1")).hasSize(1);
    }

    @Test
    void twoJobsRunOnOneMachineAndOneOnTwo() {
        records.jobs().start("4711", on("press-1", NOW), OLGA);
        records.jobs().start("4712", on("press-1", NOW), OLGA);
        records.jobs().start("4711", on("press-2", NOW), OLGA);
        assertThat(records.entries().standing("press-1")).hasSize(2);
        clock.advance(Duration.ofMinutes(1));
        records.jobs().pause("4711", Optional.of("press-2"), NOW, "", OLGA);
        assertThat(state("4711")).isEqualTo(Job.State.RUNNING);
        records.jobs().finish("4711", NOW, "", OLGA);
        assertThat(state("4712")).isEqualTo(Job.State.RUNNING);
    }

    /** What counts the pieces of the one that began last must not be told that both run. */
    @Test
    void aJobThatStartsEndsTheRunOfTheOneBefore() {
        records.jobs().start("4711", on("press-1", NOW), OLGA);
        clock.advance(Duration.ofHours(1));
        long takenOver = now();
        records.jobs().start("4712", on("press-1", NOW), OLGA);
        assertThat(state("4711")).isEqualTo(Job.State.PAUSED);
        clock.advance(Duration.ofHours(1));
        assertThat(records.jobs().start("4711", on("press-1", NOW), OLGA).again()).isFalse();
        assertThat(state("4711")).isEqualTo(Job.State.RUNNING);
        assertThat(state("4712")).isEqualTo(Job.State.PAUSED);
        clock.advance(Duration.ofHours(1));
        records.jobs().finish("4711", NOW, "", OLGA);
        assertThat(records.entries().ofJob("4711")).extracting(run -> run.entry().to().orElseThrow())
                .containsExactly(takenOver, now());
    }

    @Test
    void aFinishedJobGoesOnWhereItIsStartedAgain() {
        records.jobs().finish("4711", NOW, "", OLGA);
        records.jobs().start("4711", on("press-1", NOW), OLGA);
        assertThat(state("4711")).isEqualTo(Job.State.RUNNING);
    }

    /** A terminal that got no answer sends its start again, after the job was finished. */
    @Test
    void aStartThatArrivesAgainDoesNotReopenAFinishedJob() {
        Jobs.Start start = new Jobs.Start("press-1", Optional.of("outbox-1"), OptionalLong.of(at("13:10")),
                Optional.empty(), OptionalInt.empty(), "");
        records.jobs().start("4711", start, OLGA);
        records.jobs().finish("4711", NOW, "", OLGA);
        assertThat(records.jobs().start("4711", start, OLGA).again()).isTrue();
        assertThat(state("4711")).isEqualTo(Job.State.FINISHED);
    }

    @Test
    void aRunKeepsTheProductItBeganWith() {
        records.products().put("housing-b", Label.of("Housing B"), LEA);
        records.jobs().start("4711", on("press-1", NOW), OLGA);
        records.jobs().change(1, new NewJob("4711", "housing-b", Optional.of("op 10"), Optional.of("mould 3"),
                500_000, NOW, List.of("press-1")), LEA);
        clock.advance(Duration.ofMinutes(10));
        assertThat(records.jobs().pause("4711", Optional.empty(), NOW, "", OLGA)).singleElement()
                .satisfies(saved -> assertThat(saved.version().entry().claim())
                        .isInstanceOfSatisfying(Entry.JobClaim.class,
                                claim -> assertThat(claim.product()).isEqualTo("housing-a")));
    }

    @Test
    void aStartThatIsTakenBackLeavesTheJobPlanned() {
        Entry entry = records.jobs().start("4711", on("press-1", NOW), OLGA).version().entry();
        records.entries().retract(entry.id(), 1, "", OLGA);
        assertThat(state("4711")).isEqualTo(Job.State.PLANNED);
    }

    @Test
    void aJobForAnUnknownMachineIsRefused() {
        assertThat(code(() -> records.jobs().add(new NewJob("4713", "housing-a", Optional.empty(), Optional.empty(),
                1_000, NOW, List.of("press-9")), LEA))).isEqualTo("unknown-work-unit");
        assertThat(code(() -> records.jobs().start("4711", on("press-9", NOW), OLGA))).isEqualTo("unknown-work-unit");
        assertThat(code(() -> records.jobs().start("4799", on("press-1", NOW), OLGA))).isEqualTo("unknown-job");
        assertThat(code(() -> records.jobs().add(new NewJob("4713", "housing-z", Optional.empty(), Optional.empty(),
                1_000, NOW, List.of()), LEA))).isEqualTo("unknown-product");
        assertThat(code(() -> records.jobs().add(job("4713", 0), LEA))).isEqualTo("quantity");
        assertThat(code(() -> records.jobs().add(job(" 4713", 1_000), LEA))).isEqualTo("bad-id");
        assertThat(code(() -> records.jobs().add(job("4713", 1_000), OLGA))).isEqualTo("role-may-not");
        assertThat(code(() -> records.jobs().finish("4711", NOW, "", VERA))).isEqualTo("role-may-not");
    }

    @Test
    void planningIsSentAgainAndChangedByOneAtATime() {
        assertThat(records.jobs().add(job("4711", 500_000), LEA).revision()).isEqualTo(1);
        assertThat(code(() -> records.jobs().add(job("4711", 1_000), LEA))).isEqualTo("id-taken");
        assertThat(records.jobs().change(1, job("4711", 600_000), LEA).quantity()).isEqualTo(600_000);
        assertThat(records.jobs().change(1, job("4711", 600_000), LEA).revision()).as("sent again").isEqualTo(2);
        assertThat(code(() -> records.jobs().change(1, job("4711", 700_000), LEA))).isEqualTo("changed-meanwhile");
        reopen();
        assertThat(records.jobs().find("4711")).contains(new Job("4711", 2, "housing-a", Optional.of("op 10"),
                Optional.of("mould 3"), 600_000, OptionalLong.of(at("2026-11-30", "12:00")), List.of("press-1"),
                Job.State.PLANNED, OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void aJobEndsNeitherBeforeItBeganNorInTheFuture() {
        OptionalLong tomorrow = OptionalLong.of(at("2026-11-25", "08:00"));
        assertThat(code(() -> records.jobs().finish("4711", tomorrow, "", OLGA))).isEqualTo("time-in-future");
        assertThat(code(() -> records.jobs().finish("4711", OptionalLong.of(at("1999-11-25", "08:00")), "", OLGA)))
                .isEqualTo("time-too-far");
        assertThat(code(() -> records.jobs().start("4711", on("press-1", tomorrow), OLGA)))
                .isEqualTo("time-in-future");
        assertThat(code(() -> records.jobs().start("4711", on("press-1", OptionalLong.of(-1)), OLGA)))
                .isEqualTo("time-too-far");
        records.jobs().start("4711", on("press-1", OptionalLong.of(at("13:10"))), OLGA);
        assertThat(code(() -> records.jobs().pause("4711", Optional.empty(), tomorrow, "", OLGA)))
                .isEqualTo("time-in-future");
        RefusedException before = refused(
                () -> records.jobs().pause("4711", Optional.empty(), OptionalLong.of(at("13:00")), "", OLGA));
        assertThat(before.refusal().field()).isEqualTo("at");
        records.jobs().pause("4711", Optional.empty(), OptionalLong.of(at("14:00")), "", OLGA);
        assertThat(code(() -> records.jobs().finish("4711", OptionalLong.of(at("13:00")), "", OLGA)))
                .isEqualTo("range-empty");
        assertThat(state("4711")).isEqualTo(Job.State.PAUSED);
        long soon = now() + 5 * Micros.PER_MINUTE;
        records.jobs().finish("4711", OptionalLong.of(soon), "", OLGA);
        assertThat(records.jobs().find("4711").orElseThrow().finishedAt()).hasValue(soon);
    }
}
