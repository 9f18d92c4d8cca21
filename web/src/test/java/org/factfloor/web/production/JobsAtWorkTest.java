package org.factfloor.web.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.engine.Book;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.records.Author;
import org.factfloor.records.Job;
import org.factfloor.records.Jobs;
import org.factfloor.records.NewJob;
import org.factfloor.records.Records;
import org.factfloor.records.User;
import org.factfloor.web.api.JobsApi.Reached;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A press makes one piece an hour of the job that began last. It is 08:00 UTC. */
class JobsAtWorkTest {

    private static final Author EMIL = new Author("emil", User.Role.ENGINEER, "test");
    private static final long NOW = Micros.of(Instant.parse("2026-11-24T08:00:00Z"));
    private static final long HOUR = Micros.PER_HOUR;
    private static final long DAY = 24 * HOUR;
    private static final String PLANT = """
            factfloor: 1
            enterprise:
              id: presses
              sites:
                - id: suzhou
                  calendar: {zone: Asia/Shanghai}
                  areas:
                    - id: hall
                      workCenters:
                        - {id: line, workUnits: [{id: press-1}]}
            """;

    private final InstantSource clock = () -> Micros.toInstant(NOW);
    private final Pieces facts = new Pieces();
    private Records records;
    private JobsAtWork work;

    /** One piece in each hour, for the job that began last before it. Remembers which ranges were asked for. */
    private final class Pieces extends GivenFacts {

        private final List<Long> read = new ArrayList<>();

        @Override
        public Book book(String workUnit, long from, long to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Book cells(String workUnit, long from, long to) {
            read.add(to - from);
            List<Cell> cells = new ArrayList<>();
            for (long hour = Math.floorDiv(from, HOUR) * HOUR; hour < to; hour += HOUR) {
                long begin = hour;
                Optional<String> job = records.jobs().list(false, 10).stream()
                        .filter(one -> one.startedAt().isPresent() && one.startedAt().getAsLong() <= begin)
                        .max((a, b) -> Long.compare(a.startedAt().orElseThrow(), b.startedAt().orElseThrow()))
                        .map(Job::id);
                cells.add(cell(begin, job));
            }
            return new Book(cells, List.of(), to, 0);
        }

        private static Cell cell(long begin, Optional<String> job) {
            long[] values = new long[Quantity.values().length];
            values[Quantity.MADE.ordinal()] = 1_000;
            values[Quantity.CALENDAR_TIME.ordinal()] = HOUR;
            return cell(begin, begin + HOUR, Optional.of("housing"), job, Quantities.of(values));
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        records = Records.open(folder, clock, new SecureRandom());
        records.plants().apply(PLANT, "test", "");
        records.products().put("housing", Label.of("Housing"), EMIL);
        work = new JobsAtWork(records.jobs(), records.entries(), facts, clock);
    }

    @AfterEach
    void close() {
        records.close();
    }

    private Job started(String id, long at) {
        records.jobs().add(new NewJob(id, "housing", Optional.empty(), Optional.empty(), 5_000_000,
                OptionalLong.empty(), List.of()), EMIL);
        records.jobs().start(id, new Jobs.Start("press-1", Optional.empty(), OptionalLong.of(at), Optional.empty(),
                OptionalInt.empty(), "test"), EMIL);
        return records.jobs().find(id).orElseThrow();
    }

    @Test
    void countsAllPiecesSinceTheJobBegan() {
        Job job = started("4711", NOW - 100 * DAY);
        Reached progress = Objects.requireNonNull(work.progress(List.of(job)).get("4711"));
        assertThat(progress.made()).isEqualTo(2_400_000);
        assertThat(progress.runningOn()).containsExactly("press-1");
        assertThat(progress.expectedEnd()).as("at one an hour").hasValue(NOW + 2_600 * HOUR);
        assertThat(facts.read).as("never all at once").allMatch(length -> length <= 31 * DAY);
    }

    /** Three jobs one after the other are one stretch of the machine's time, read once. */
    @Test
    void readsTheFactsOfAMachineOnceForAllJobs() {
        List<Job> jobs = List.of(started("4711", NOW - 12 * HOUR), started("4712", NOW - 6 * HOUR),
                started("4713", NOW - 2 * HOUR));
        Map<String, Reached> progress = work.progress(jobs);
        assertThat(progress.values()).extracting(Reached::made).containsExactlyInAnyOrder(6_000L, 4_000L,
                2_000L);
        assertThat(facts.read).containsExactly(12 * HOUR);
    }
}
