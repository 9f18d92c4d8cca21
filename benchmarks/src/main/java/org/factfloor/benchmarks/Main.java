package org.factfloor.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code bench NAME [--quick]}: runs one benchmark. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {

    /** One benchmark. */
    @FunctionalInterface
    interface Benchmark {

        /**
         * Runs and prints its figures.
         *
         * @param quick shorter, for a first impression
         * @param folder empty, for what it needs; deleted afterwards
         */
        void run(boolean quick, PrintStream out, Path folder) throws IOException, InterruptedException;
    }

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of("history", HistoryBench::run,
            "journal", JournalBench::run, "start", StartBench::run, "live", LiveBench::run, "facts", FactsBench::run));

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException, InterruptedException {
        Benchmark benchmark = arguments.isEmpty() ? null : BENCHMARKS.get(arguments.getFirst());
        List<String> options = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        if (benchmark == null || !List.of("--quick").containsAll(options)) {
            err.println("Usage: ./factfloor bench NAME [--quick]");
            err.println("NAME is one of: " + String.join(", ", BENCHMARKS.keySet()) + ".");
            return 2;
        }
        Path folder = workFolder(arguments.getFirst());
        try {
            benchmark.run(!options.isEmpty(), out, folder);
            return 0;
        } catch (IllegalStateException e) {
            err.println(e.getMessage());
            return 1;
        } finally {
            delete(folder);
        }
    }

    /** On the disk of the source tree: a system's folder for temporary files may be memory. */
    private static Path workFolder(String name) throws IOException {
        String home = System.getProperty("factfloor.home");
        Path parent = home == null ? Path.of("target") : Path.of(home, "benchmarks", "target");
        return Files.createTempDirectory(Files.createDirectories(parent), name.toLowerCase(Locale.ROOT) + "-");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
