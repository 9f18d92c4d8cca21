package org.factfloor.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.factfloor.history.MemoryHistory;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.plant.Area;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.Site;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Imports into a real journal and a history in memory, of a plant in Berlin with a press and a mill. */
abstract class ImportFixture {

    static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    static final List<String> KEYS = List.of("press/temp", "press/parts", "press/state", "press/program", "mill/temp",
            "mill/load");

    @TempDir
    Path folder;

    final List<String> audited = new ArrayList<>();
    MemoryHistory history;
    Intake intake;
    SampleImports imports;

    @BeforeEach
    void open() {
        history = new MemoryHistory();
        intake = Intake.open(IntakeSettings.in(folder.resolve("journal")).withFreeSpaceFloor(0), history, () -> NOW);
        imports = SampleImports.open(parts());
    }

    @AfterEach
    void close() {
        imports.close();
        intake.close();
    }

    ImportParts parts() {
        return new ImportParts(folder.resolve("imports"), 0, () -> Optional.of(plant()), ImportFixture::ref, intake,
                history, _ -> {
                    throw new IOException("there are no files of columns here");
                }, (actor, _, action, object, result, detail) -> audited
                        .add(actor + " " + action + " " + object + " " + result + ": " + detail),
                () -> NOW);
    }

    /** References begin at 1. */
    static int ref(String key) {
        return KEYS.indexOf(key) + 1;
    }

    static PlantModel plant() {
        TreeMap<Long, Signal.State> states = new TreeMap<>(
                Map.of(1L, new Signal.State(new Label("Stopped", "停机"), Signal.Meaning.STOPPED), 2L,
                        new Signal.State(new Label("Running", "运行"), Signal.Meaning.RUNNING)));
        WorkUnit press = new WorkUnit("press", new Label("Press 1", "压机 1"), Optional.empty(), List.of(
                signal("press", "temp", new Label("Oil temperature", "油温"), SignalKind.ANALOG, new TreeMap<>()),
                signal("press", "parts", new Label("Parts", "产量"), SignalKind.COUNTER, new TreeMap<>()),
                signal("press", "state", new Label("State", "状态字"), SignalKind.STATE, states),
                signal("press", "program", new Label("Program", "程序"), SignalKind.TEXT, new TreeMap<>())));
        WorkUnit mill = new WorkUnit("mill", new Label("Mill", "铣床"), Optional.empty(), List.of(
                signal("mill", "temp", new Label("Oil temperature", "油温"), SignalKind.ANALOG, new TreeMap<>()),
                signal("mill", "load", new Label("Spindle load", "主轴负载"), SignalKind.ANALOG, new TreeMap<>())));
        WorkCenter line = new WorkCenter("line-1", Label.of("Line"), WorkCenter.Kind.PRODUCTION_LINE,
                List.of(press, mill));
        Site site = new Site("site", Label.of("Site"),
                new Calendar(ZoneId.of("Europe/Berlin"), LocalTime.of(6, 0), List.of()),
                List.of(new Area("area", Label.of("Area"), List.of(line))));
        return new PlantModel(new Enterprise("plant", Label.of("Plant"), List.of(site)), List.of());
    }

    private static Signal signal(String unit, String id, Label name, SignalKind kind,
            TreeMap<Long, Signal.State> states) {
        return new Signal(unit, id, name, kind, Signal.Role.NONE, "", "none", "nsu=urn:test;s=" + unit + "." + id,
                Duration.ZERO, Optional.empty(), states);
    }

    SampleImport send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    SampleImport send(byte[] file) throws IOException {
        return imports.send("file.csv", new ByteArrayInputStream(file), "ada");
    }

    SampleImport check(int id) throws InterruptedException {
        imports.check(id);
        return imports.await(id, 1, TimeUnit.MINUTES);
    }

    SampleImport file(int id) throws InterruptedException {
        imports.file(id);
        return imports.await(id, 1, TimeUnit.MINUTES);
    }

    /** Sends, files and expects that all went well. */
    SampleImport filed(String text) throws IOException, InterruptedException {
        SampleImport done = file(send(text).id());
        assertThat(done.state()).as(String.valueOf(done.fault())).isEqualTo(SampleImport.State.DONE);
        return done;
    }

    static Reading reading(Map<String, String> words, Map<String, String> signals) {
        return Reading.of(words, signals, false);
    }

    /** Samples of a signal as {@code time value}, with the status' name where there is no value. */
    List<String> rows(String key) {
        SampleBatch rows = history.read(ref(key), 0, Long.MAX_VALUE / 2, 100_000);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> Micros.toInstant(rows.time(i)) + " " + switch (rows.type(i)) {
                    case NONE -> StatusCode.name(rows.status(i));
                    case TEXT -> rows.text(i);
                    case WHOLE -> String.valueOf(rows.whole(i));
                    case NUMBER -> String.valueOf(rows.number(i));
                }).toList();
    }
}
