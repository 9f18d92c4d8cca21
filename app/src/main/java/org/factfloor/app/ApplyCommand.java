package org.factfloor.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.factfloor.records.PlantVersions;
import org.factfloor.records.PlantVersions.Outcome;
import org.factfloor.records.PlantVersions.Proposal;
import org.factfloor.records.plantfile.PlantDiff;
import org.factfloor.records.plantfile.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a plant.yaml the plant's model; a running server takes it up within a second. */
@Command(name = "apply", mixinStandardHelpOptions = true, description = "Shows what a plant.yaml would change and applies it, whether the plant is running or not.")
final class ApplyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Parameters(paramLabel = "FILE", description = "The plant.yaml.")
    private Path file;

    @Option(names = "--dry-run", description = "Only show the difference.")
    private boolean dryRun;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ApplyCommand() {}

    @Override
    public Integer call() {
        String yaml = read(file);
        try (Offline offline = Offline.open(folder)) {
            PlantVersions plants = offline.records().plants();
            return report(dryRun
                    ? plants.preview(yaml)
                    : plants.apply(
                            new Proposal(yaml, Offline.actor(), "terminal", "apply " + file, OptionalInt.empty())));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new StartException("There is no file " + file.toAbsolutePath() + ".", e);
        } catch (MalformedInputException e) {
            throw new StartException(file + " is not UTF-8 text; save it as UTF-8 and try again.", e);
        } catch (IOException e) {
            throw new StartException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private int report(Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        switch (outcome) {
            case Outcome.Applied(var version, PlantDiff diff) -> {
                print(diff, out);
                out.println("Applied as version " + version.number() + ".");
            }
            case Outcome.Preview(PlantDiff diff) -> {
                print(diff, out);
                out.println(
                        diff.changes().isEmpty() ? "Nothing would change." : "Nothing applied: this was a dry run.");
            }
            case Outcome.Unchanged(var version) ->
                out.println("Nothing changed; version " + version.number() + " stays.");
            case Outcome.Conflict(int current) -> {
                err.println("Version " + current + " came in between; nothing was applied.");
                return 1;
            }
            case Outcome.Rejected(List<Problem> problems) -> {
                problems.forEach(problem -> err.println(problem));
                err.println(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in " + file
                        + "; nothing was applied.");
                return 1;
            }
        }
        return 0;
    }

    private static void print(PlantDiff diff, PrintWriter out) {
        for (PlantDiff.Change change : diff.changes()) {
            switch (change.kind()) {
                case ADDED -> out.println("+ " + change.path() + ": " + change.after());
                case REMOVED -> out.println("- " + change.path() + ": " + change.before());
                case CHANGED -> out.println("~ " + change.path() + ": " + change.before() + " → " + change.after());
            }
        }
    }
}
