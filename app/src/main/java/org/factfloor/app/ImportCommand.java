package org.factfloor.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.factfloor.imports.ImportException;
import org.factfloor.imports.Look;
import org.factfloor.imports.Reading;
import org.factfloor.imports.SampleImport;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.imports.SampleImports;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Files samples of the past from files, while no server runs on the folder. */
@Command(name = "import", mixinStandardHelpOptions = true, description = {
        "Files samples of the past from CSV, .xlsx or Parquet. Shows how each file is read, tries all of it, then files it.",
        "What is interrupted goes on where it stopped when the same command is given again."})
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, each with the names of its columns above.")
    private List<Path> files = List.of();

    @Option(names = "--dry-run", description = "Only try: read all of it and file nothing.")
    private boolean dryRun;

    @Option(names = "--replace", description = "Values of the file take the place of others that history has at the same times.")
    private boolean replace;

    @Option(names = "--map", paramLabel = "NAME=SIGNAL", description = {
            "Which signal (machine/signal) a name in the file means; nothing behind the = leaves it out."})
    private Map<String, String> signals = new HashMap<>();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of local times. Default: the plant's.")
    private @Nullable String zone;

    @Option(names = "--encoding", paramLabel = "NAME", description = "UTF-8, UTF-16LE, UTF-16BE, GB18030 or windows-1252.")
    private @Nullable String encoding;

    @Option(names = "--delimiter", paramLabel = "SIGN", description = "Between columns: , ; | or tab.")
    private @Nullable String delimiter;

    @Option(names = "--decimal", paramLabel = "SIGN", description = "Before decimals: . or ,")
    private @Nullable String decimal;

    @Option(names = "--shape", paramLabel = "SHAPE", description = "wide (a column for each signal) or long (a line for each sample).")
    private @Nullable String shape;

    @Option(names = "--time", paramLabel = "COLUMN", description = "The column of the time.")
    private @Nullable String time;

    @Option(names = "--form", paramLabel = "FORM", description = "How times are written: ymd, dmy, mdy, epoch-s, epoch-ms, epoch-us, epoch-ns or excel.")
    private @Nullable String form;

    @Option(names = "--signal", paramLabel = "COLUMN", description = "The column of the signals' names, in a long file.")
    private @Nullable String signal;

    @Option(names = "--value", paramLabel = "COLUMN", description = "The column of the values, in a long file.")
    private @Nullable String value;

    @Option(names = "--status", paramLabel = "COLUMN", description = "The column of the status, in a long file.")
    private @Nullable String status;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ImportCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Reading reading = reading();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new StartException("There is no file " + file.toAbsolutePath() + ".", null);
            }
        }
        InstantSource clock = InstantSource.system();
        try (StoppedPlant plant = StoppedPlant.open(folder.folder("plant"), clock);
                Settler _ = new Settler(plant.history(), clock);
                SampleImports imports = Imports.open(plant.path(),
                        IntakeSettings.in(plant.path().resolve("journal")).freeSpaceFloor(), plant.records(),
                        plant.intake(), plant.history(), clock)) {
            int failed = 0;
            for (Path file : files) {
                failed += importOne(imports, file, reading) ? 0 : 1;
            }
            return failed == 0 ? 0 : 1;
        }
    }

    private Reading reading() {
        try {
            return new Reading.Words(encoding, delimiter, decimal, shape, time, form, zone, signal, value, status,
                    signals, replace).reading();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private boolean importOne(SampleImports imports, Path file, Reading reading)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ImportReport report = new ImportReport(out, err);
        out.println(file);
        SampleImport begun = imports.lying(file, reading, Offline.actor(), dryRun);
        try {
            Look look = imports.look(begun.id());
            report.look(look);
            if (!look.problems().isEmpty()) {
                look.problems().forEach((Label problem) -> err.println(problem.en()));
                look.names().stream().filter(Look.Name::isUnknown).findFirst().ifPresent(name -> err.println(
                        "Say what a name means with --map \"" + name.name() + "=" + name.near().stream().findFirst()
                                .orElse("machine/signal") + "\", or leave it out with --map \"" + name.name()
                                + "=\"."));
                err.println("Nothing was filed.");
                imports.discard(begun.id());
                return false;
            }
        } catch (ImportException e) {
            err.println(e.text().en());
            imports.discard(begun.id());
            return false;
        }
        if (begun.filed().rows() > 0) {
            out.println("  goes on behind row " + begun.filed().rows() + ", where it stopped");
        }
        if (dryRun) {
            imports.check(begun.id());
        } else {
            imports.file(begun.id());
        }
        SampleImport over = imports.await(begun.id(), 10, TimeUnit.SECONDS);
        while (over.isBusy()) {
            report.progress(over);
            over = imports.await(begun.id(), 10, TimeUnit.SECONDS);
        }
        report.result(over, rejects(imports, over));
        boolean good = over.state() == (dryRun ? State.CHECKED : State.DONE) && over.unknown().isEmpty();
        if (dryRun) {
            imports.discard(over.id());
        }
        return good;
    }

    /** The list of what was not taken; a dry run leaves nothing in the plant's folder, so its list goes elsewhere. */
    private Optional<Path> rejects(SampleImports imports, SampleImport over) throws IOException {
        Optional<Path> list = imports.rejects(over.id());
        if (!dryRun || list.isEmpty() || over.checked().filter(counts -> counts.rejected() > 0).isEmpty()) {
            return list;
        }
        Path kept = Files.createTempFile("factfloor-rejects-", ".csv");
        return Optional.of(Files.copy(list.get(), kept, StandardCopyOption.REPLACE_EXISTING));
    }
}
