package org.factfloor.app;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a demo must remember to go on as the same plant after a stop; a file in its data folder. Instants are whole
 * seconds.
 *
 * @param firstStart when the plant was first looked at
 * @param toldFrom from when on its past is written
 * @param spokenFrom from when on its people speak
 */
record DemoMemory(Instant firstStart, Instant toldFrom, Instant spokenFrom) {

    private static final String FILE = "demo.properties";

    /** What is remembered in a folder; empty if no demo began in it. */
    static Optional<DemoMemory> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(new DemoMemory(instant(properties, "firstStart"), instant(properties, "toldFrom"),
                    instant(properties, "spokenFrom")));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(file + " cannot be read (" + e.getMessage() + "); delete the demo's data folder to"
                    + " start a new plant.", e);
        }
    }

    private static Instant instant(Properties properties, String key) {
        return Instant.ofEpochSecond(Long.parseLong(properties.getProperty(key, "")));
    }

    DemoMemory toldFrom(Instant from) {
        return new DemoMemory(firstStart, from, spokenFrom);
    }

    void write(Path folder) {
        Properties properties = new Properties();
        properties.setProperty("firstStart", "" + firstStart.getEpochSecond());
        properties.setProperty("toldFrom", "" + toldFrom.getEpochSecond());
        properties.setProperty("spokenFrom", "" + spokenFrom.getEpochSecond());
        Path fresh = folder.resolve(FILE + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                properties.store(writer,
                        "What the simulated plant must remember; times in seconds since 1970-01-01 UTC");
            }
            Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot remember its past in " + folder, e);
        }
    }
}
