package org.factfloor.production;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Public data of real machines, which are no part of the repository. */
final class PublicData {

    private PublicData() {}

    /**
     * The lines of a compressed text in the folder {@code FACTFLOOR_DATA}, by default {@code shared/data} beside the
     * repository. Skips the test where it is missing.
     */
    static List<String> lines(String file) {
        Path folder = Path.of(Optional.ofNullable(System.getenv("FACTFLOOR_DATA")).orElse("../../shared/data"));
        Path path = folder.resolve(file);
        assumeTrue(Files.isReadable(path),
                () -> "no " + path.toAbsolutePath().normalize()
                        + "; set FACTFLOOR_DATA to the folder with public data");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
