package org.factfloor.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * Bytes a sample on two public sets of real machines at 1 Hz, where they lie beside the source tree
 * ({@code ../shared/data}, or the folder that {@code FACTFLOOR_DATA_SETS} names).
 */
final class PublicSets {

    private final Figures figures;
    private final Path folder;

    PublicSets(Figures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void run() throws IOException {
        String named = System.getenv("FACTFLOOR_DATA_SETS");
        String home = System.getProperty("factfloor.home", ".");
        Path sets = named == null ? Path.of(home).resolve("../shared/data").normalize() : Path.of(named);
        measure("skab", sets.resolve("SKAB/data"), ";", 1,
                "SKAB v0.9, a water circulation rig: 8 signals, doubles of many digits");
        measure("hydraulic", sets.resolve("hydraulic"), ",", 0,
                "ZeMA hydraulic rig: 17 signals of one file each, a cycle of 60 values a row");
    }

    private void measure(String name, Path set, String delimiter, int header, String what) throws IOException {
        if (!Files.isDirectory(set)) {
            figures.print("set." + name + ".bytesPerSample", Double.NaN, "bytes", "skipped: no folder " + set);
            return;
        }
        try (History history = DuckDbHistory.open(folder.resolve(name))) {
            long time = Workload.START;
            int file = 0;
            for (Path path : files(set)) {
                List<String> lines = lines(path);
                SampleBatch rows = header > 0
                        ? table(lines.subList(header, lines.size()), delimiter, time)
                        : cycles(lines, delimiter, file, Workload.START);
                history.apply(rows, ++file);
                time += lines.size() * Micros.PER_SECOND;
            }
            long now = Workload.START + 1_000 * 24 * Micros.PER_HOUR;
            for (int hour = 0; hour < 3; hour++) {
                while (history.settle(now + hour * Micros.PER_HOUR).more()) {
                    // Until nothing is due.
                }
            }
            History.Stats stats = history.stats();
            figures.print("set." + name + ".bytesPerSample", (double) stats.settledBytes() / stats.settledRows(),
                    "bytes",
                    what + "; " + stats.settledRows() + " samples settled, minutes and hours "
                            + Math.round(100.0 * stats.tierBytes() / stats.settledRows()) / 100.0
                            + " bytes a sample more");
        }
    }

    private static List<Path> files(Path set) throws IOException {
        try (Stream<Path> files = Files.walk(set)) {
            return files.filter(file -> file.toString().endsWith(".csv.gz") && !file.endsWith("profile.csv.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** A row a second: its first column is the time, the next eight are signals. */
    private static SampleBatch table(List<String> lines, String delimiter, long start) {
        SampleBatch rows = new SampleBatch();
        for (int second = 0; second < lines.size(); second++) {
            String[] cells = lines.get(second).split(delimiter);
            for (int signal = 0; signal < 8; signal++) {
                rows.addNumber(signal, start + second * Micros.PER_SECOND, Double.parseDouble(cells[signal + 1]),
                        StatusCode.GOOD);
            }
        }
        return rows;
    }

    /** One signal, a value a second, a minute a row. */
    private static SampleBatch cycles(List<String> lines, String delimiter, int signal, long start) {
        SampleBatch rows = new SampleBatch();
        long time = start;
        for (String line : lines) {
            for (String cell : line.split(delimiter)) {
                rows.addNumber(signal, time, Double.parseDouble(cell), StatusCode.GOOD);
                time += Micros.PER_SECOND;
            }
        }
        return rows;
    }
}
