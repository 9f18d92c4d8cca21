package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.factfloor.app.backup.Backup;
import org.factfloor.app.backup.BackupBook;
import org.factfloor.app.backup.PlantFolder;
import org.factfloor.app.backup.Sizes;
import org.factfloor.app.backup.StoppedFolder;
import org.factfloor.intake.IntakeSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Copies a plant to another disk, while its server runs or not. */
@Command(name = "backup", mixinStandardHelpOptions = true, description = {
        "Backs the data folder up, whether the plant is running or not: one moment of all of it, read back and with checksums.",
        "What the folder of backups has already is not copied again. A backup holds the key to the plant's passwords: keep it"
                + " as safe as the plant's own computer."})
final class BackupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Folder for backups of this plant, best on another disk; made if it is not there.")
    private Path to;

    @Option(names = "--keep", paramLabel = "N", defaultValue = "0", description = "Keep the newest N backups there and delete older ones (default: all are kept).")
    private int keep;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    BackupCommand() {}

    @Override
    public Integer call() {
        if (keep < 0) {
            throw new ParameterException(spec.commandLine(), "--keep " + keep + " is below 0.");
        }
        Path data = folder.folder("plant");
        PlantFolder.mark(data);
        Path place = to.toAbsolutePath().normalize();
        JsonNode answer;
        boolean running = false;
        try (DataFolder held = DataFolder.hold(data)) {
            answer = stopped(held.path(), place);
        } catch (DataFolder.InUseException e) {
            running = true;
            answer = ControlClient.ask(data,
                    ControlClient.request("backup").put("to", place.toString()).put("keep", keep).put("by",
                            Offline.actor()),
                    this::tell).orElseThrow(() -> e);
        }
        report(answer, running);
        return 0;
    }

    private JsonNode stopped(Path data, Path place) {
        if (Files.exists(data.resolve(PlantFolder.UPGRADING)) || Files.exists(data.resolve(PlantFolder.RESTORING))) {
            throw new StartException(
                    "An update or a restore of the data folder " + data + " did not come to its end; start"
                            + " the server on it, or restore into it again, before it is backed up.",
                    null);
        }
        long floor = IntakeSettings.in(data.resolve("journal")).freeSpaceFloor();
        Backup.Result result = Backup.make(
                new Backup.Request(data, place, true, keep, floor, Version.number(), Instant.now()),
                new StoppedFolder(data),
                this::tell);
        try {
            BackupBook.read(data).done(BackupBook.Last.of(result)).write(data);
        } catch (IOException e) {
            throw new StartException("The backup is made, but this could not be written down in " + data + ": "
                    + e.getMessage(), e);
        }
        return answer(result);
    }

    /** What a backup came to, as a running server answers it. */
    static ObjectNode answer(Backup.Result result) {
        ObjectNode answer = ControlClient.request("backup").put("folder", result.folder().toString())
                .put("bytes", result.bytes()).put("copiedBytes", result.copiedBytes()).put("files", result.files())
                .put("samples", result.samples()).put("waiting", result.waiting())
                .put("tookMillis", result.took().toMillis()).put("standstillMillis", result.standstill().toMillis());
        ArrayNode warnings = answer.putArray("warnings");
        result.warnings().forEach(warning -> warnings.add(warning.text()));
        return answer;
    }

    private boolean tell(double part, String text) {
        spec.commandLine().getErr().printf(Locale.ROOT, "%3.0f %%  %s%n", part * 100, text);
        spec.commandLine().getErr().flush();
        return true;
    }

    private void report(JsonNode answer, boolean running) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "Backed up to %s%n", answer.path("folder").asText());
        out.printf(Locale.ROOT,
                "  %,d samples in history, %,d in the journal; %,d files, %s, of which %s were copied now%n",
                answer.path("samples").asLong(), answer.path("waiting").asLong(), answer.path("files").asInt(),
                Sizes.text(answer.path("bytes").asLong()), Sizes.text(answer.path("copiedBytes").asLong()));
        out.printf(Locale.ROOT, "  in %.1f s; ", answer.path("tookMillis").asLong() / 1_000.0);
        if (running) {
            out.printf(Locale.ROOT, "samples were taken all the while, settling stood still for %.1f s%n",
                    answer.path("standstillMillis").asLong() / 1_000.0);
        } else {
            out.println("no server was running on the folder");
        }
        answer.path("warnings").forEach(warning -> out.println("  Note: " + warning.asText()));
        out.flush();
    }
}
