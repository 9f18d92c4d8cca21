package org.factfloor.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.plantfile.PlantFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the plant model out, letter for letter as it was applied. */
@Command(name = "export", mixinStandardHelpOptions = true, description = "Writes the plant model as plant.yaml, letter for letter as it was applied.")
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Option(names = {"-o",
            "--output"}, paramLabel = "FILE", description = "Write to this file instead of the terminal.")
    private @Nullable Path output;

    @Option(names = "--schema", description = "Write the JSON Schema of plant.yaml instead, for your editor.")
    private boolean schema;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ExportCommand() {}

    @Override
    public Integer call() {
        String text = schema ? PlantFile.schema() : model();
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return 0;
        }
        try {
            Files.writeString(output, text);
        } catch (IOException e) {
            throw new StartException(output + " cannot be written: " + e.getMessage(), e);
        }
        return 0;
    }

    private String model() {
        try (Offline offline = Offline.open(folder)) {
            return offline.records().plants().current().map(PlantVersion::yaml)
                    .orElseThrow(() -> new StartException("This data folder holds no plant model yet; apply one with"
                            + " `factfloor apply plant.yaml` or set the plant up in the browser.", null));
        }
    }
}
