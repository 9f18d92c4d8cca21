package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.SoftAssertions;
import org.factfloor.demo.BookTotals;
import org.factfloor.demo.DemoBooks;
import org.factfloor.demo.DemoPlant;
import org.factfloor.demo.DemoSettings;
import org.factfloor.demo.line.DemoCalendar;
import org.factfloor.engine.Engine;
import org.factfloor.engine.EngineParts;
import org.factfloor.engine.FactStore;
import org.factfloor.engine.RecordsPlans;
import org.factfloor.engine.sqlite.SqliteFactStore;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.plant.Calendar.ShiftRun;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.records.PlantVersions.Outcome;
import org.factfloor.records.PlantVersions.Proposal;
import org.factfloor.records.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two days of the simulated plant, through intake, history, records and engine: what the product says equals what the
 * simulator knows it did.
 */
class DemoFactsEndToEndTest {

    private static final Instant NOW = Instant.parse("2026-11-24T01:20:30Z");
    private static final InstantSource CLOCK = () -> NOW;
    private static final DemoSettings SETTINGS = new DemoSettings(1, NOW, Duration.ofDays(2), Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void factsOfTwoDaysEqualTheBooksOfTheSimulator() throws InterruptedException {
        DemoBooks books = DemoBooks.open(SETTINGS);
        books.keepTo(NOW);
        try (Records records = Records.open(folder, CLOCK, new SecureRandom());
                History history = DuckDbHistory.open(folder.resolve("history"));
                Intake intake = Intake.open(IntakeSettings.in(folder.resolve("journal")), history, CLOCK);
                FactStore store = SqliteFactStore.open(folder.resolve("facts").resolve("facts.db"));
                Engine engine = Engine.open(
                        new EngineParts(history, intake::onApplied, new RecordsPlans(records), store, CLOCK));
                DemoPlant plant = DemoPlant.start(SETTINGS, CLOCK)) {
            assertThat(records.plants().apply(new Proposal(plant.plantYaml(), "demo", "terminal", "simulated plant",
                    OptionalInt.empty()))).isInstanceOf(Outcome.Applied.class);
            DemoTalk talk = new DemoTalk(records, SETTINGS, SETTINGS.begin());
            talk.prepare();
            talk.speak(NOW);
            Map<String, Integer> refs = records.signals().all();
            plant.past(NOW.getEpochSecond(), refs::get, intake::backfill);
            assertThat(intake.awaitApplied(Duration.ofMinutes(2))).isTrue();
            engine.catchUp(_ -> {
            });

            SoftAssertions facts = new SoftAssertions();
            for (ShiftRun shift : DemoCalendar.CALENDAR.shiftRuns(books.begin(), books.end())) {
                long from = Math.max(books.begin(), Micros.of(shift.from()));
                long to = Math.min(books.end(), Micros.of(shift.to()));
                for (String machine : books.machines()) {
                    compare(facts, machine + " " + shift.from(), sum(engine, machine, from, to),
                            BookTotals.of(books, machine, from, to), machine);
                }
            }
            facts.assertAll();
        }
    }

    private static Quantities sum(Engine engine, String machine, long from, long to) {
        return engine.facts().book(machine, from, to).cells().stream()
                .filter(cell -> cell.from() >= from && cell.to() <= to).map(Cell::quantities)
                .reduce(Quantities.NONE, Quantities::plus);
    }

    private static void compare(SoftAssertions check, String where, Quantities facts, BookTotals books,
            String machine) {
        check.assertThat(facts.get(Quantity.PLANNED_TIME)).as("planned time, %s", where).isEqualTo(books.planned());
        switch (machine) {
            case "cnc-1", "imm-1", "assembly-1" -> {
                check.assertThat(facts.get(Quantity.RUN_TIME)).as("run, %s", where).isEqualTo(books.run());
                check.assertThat(facts.get(Quantity.SETUP_TIME)).as("set-up, %s", where).isEqualTo(books.setup());
                check.assertThat(facts.get(Quantity.STOP_TIME)).as("stops, %s", where).isEqualTo(books.stops());
                check.assertThat(facts.get(Quantity.SHORT_STOP_TIME)).as("short stops, %s", where)
                        .isEqualTo(books.shortStops());
            }
            default -> {
                // Their time is known no finer than their power, strokes or boxes show it.
            }
        }
        switch (machine) {
            case "bench-1" -> check.assertThat(facts.get(Quantity.MADE)).as("boxes, %s", where)
                    .isBetween(1_000 * (books.good() - 50), 1_000 * (books.good() + 50));
            // The counter shows good pieces only, and some scrap is reported hours later.
            case "cnc-1" -> check.assertThat(facts.good()).as("good, %s", where).isEqualTo(1_000 * books.good());
            default -> check.assertThat(facts.get(Quantity.MADE)).as("made, %s", where)
                    .isEqualTo(1_000 * (books.good() + books.scrap()));
        }
    }
}
