package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.factfloor.app.backup.Doctor;
import org.factfloor.app.backup.PlantFolder;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.history.duckdb.HistoryExamination;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.intake.LedgerCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks through a data folder and says what is wrong with it. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
        "Looks through the data folder end to end, whether the plant is running or not, and says what is wrong, where, and"
                + " what to do. It mends nothing; without --deep it changes nothing of the plant.",
        "Exit code 1 if something is wrong."})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Option(names = "--deep", description = "Read every settled file whole and, while the server is stopped, count all samples again; takes a while on a large history. To count, history is opened as a start does it, which tidies up what a crash left: copy the folder first where you want to keep it as the crash left it.")
    private boolean deep;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    DoctorCommand() {}

    @Override
    public Integer call() {
        Path data = folder.folder("plant");
        if (Files.notExists(data.resolve(PlantFolder.RESTORING))) {
            PlantFolder.mark(data);
        }
        JsonNode answer;
        try (DataFolder held = DataFolder.hold(data)) {
            Doctor.Subject subject = new Doctor.Subject(held.path(), DataFolder.FORMATS.newest(),
                    IntakeSettings.in(data.resolve("journal")).freeSpaceFloor(), false,
                    whole -> HistoryExamination.of(data.resolve("history"), whole),
                    Optional.of(() -> ledger(data)), InstantSource.system());
            answer = PlantDoctor.answer(Doctor.examine(subject, deep, this::tell));
        } catch (DataFolder.InUseException e) {
            answer = ControlClient.ask(data, ControlClient.request("doctor").put("deep", deep), this::tell)
                    .orElseThrow(() -> e);
        }
        return report(answer.path("findings"));
    }

    private static LedgerCheck ledger(Path data) throws IOException {
        try (History history = DuckDbHistory.open(data.resolve("history"))) {
            return LedgerCheck.of(data.resolve("journal"), history);
        }
    }

    private boolean tell(double part, String text) {
        if (deep) {
            spec.commandLine().getErr().printf(Locale.ROOT, "%3.0f %%  %s%n", part * 100, text);
            spec.commandLine().getErr().flush();
        }
        return true;
    }

    private int report(JsonNode findings) {
        PrintWriter out = spec.commandLine().getOut();
        int problems = 0;
        for (JsonNode finding : findings) {
            out.printf("%-8s %-13s %s%n", finding.path("level").asText(), finding.path("part").asText(),
                    finding.path("text").asText());
            problems += finding.path("level").asText().equals("problem") ? 1 : 0;
        }
        out.println(
                problems == 0 ? wellWord() : problems + (problems == 1 ? " thing is wrong." : " things are wrong."));
        out.flush();
        return problems == 0 ? 0 : 1;
    }

    /** A look that does not read the files must not sound like one that does. */
    private String wellWord() {
        return deep
                ? "Nothing is wrong."
                : "Nothing is wrong with what was looked at; what is inside the settled files is read by `factfloor doctor"
                        + " --deep` only.";
    }
}
