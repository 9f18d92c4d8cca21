package org.factfloor.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the plant lives; every command has it. */
final class FolderOption {

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder (default: data/plant beside the program; data/demo for the demo).")
    private @Nullable Path data;

    /** The chosen folder, absolute. */
    Path folder(String defaultName) {
        Path home = Path.of(System.getProperty("factfloor.home", ""));
        return Optional.ofNullable(data).orElseGet(() -> home.resolve("data").resolve(defaultName)).toAbsolutePath()
                .normalize();
    }
}
