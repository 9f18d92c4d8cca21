package org.factfloor.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.factfloor.history.Grid;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * The history on the {@link Workload}: durable ingest, also with late samples, bytes per settled sample, reads while 10,000
 * samples arrive per second, a year, public sets, opening a large folder, and other stores on the same batches. Quick: 2
 * hours of data, 200 reads of a kind and a month; else a day, 1,000 and a year.
 */
public final class HistoryBench {

    /** Seconds of the workload in one transaction. */
    private static final int SECONDS_PER_TRANSACTION = 20;
    /** Seconds of the workload that arrive in one second of the clock while it is read. */
    private static final int LIVE_RATE = 10;
    private static final int COLUMNS = 1_600;

    private final Figures figures;
    private final Path parent;
    private final Path folder;
    private final int hours;
    private final int reads;
    private final boolean quick;
    private final Workload workload = new Workload();

    private HistoryBench(boolean quick, PrintStream out, Path folder) {
        figures = new Figures(out);
        this.quick = quick;
        this.folder = folder.resolve("day");
        parent = folder;
        hours = quick ? 2 : 24;
        reads = quick ? 200 : 1_000;
    }

    /**
     * Runs and prints the figures.
     *
     * @param workFolder where a history may be made; it is left there
     */
    public static void run(boolean quick, PrintStream out, Path workFolder) {
        if (Workload.checksum() != Workload.CHECKSUM) {
            throw new IllegalStateException("the workload's stream is not the one that figures are compared on");
        }
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(workFolder), "history-");
            new HistoryBench(quick, out, folder).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() throws IOException {
        figures.machine();
        try (History history = DuckDbHistory.open(folder)) {
            ingest(history);
            settleAll(history);
            size(history);
        }
        long start = System.nanoTime();
        try (History history = DuckDbHistory.open(folder)) {
            figures.print("history.open", millisSince(start), "ms", "existing folder of " + hours + " h");
            readWhileItArrives(history);
        }
        new LateBench(figures, parent.resolve("late"), quick ? 1 : 4).run();
        new YearBench(figures, parent.resolve("year"), quick ? 30 : 365).run();
        new PublicSets(figures, parent.resolve("sets")).run();
        new LargeFolder(figures, parent.resolve("large")).run();
        new Rivals(figures, parent.resolve("rivals"), quick ? 600 : 3_600).run();
    }

    /** Applies as fast as it goes, with a thread that settles beside it; making the samples is in the time too. */
    private void ingest(History history) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread settler = settler(history, workload, stop);
        SampleBatch batch = new SampleBatch(Workload.SIGNALS * SECONDS_PER_TRANSACTION);
        long longest = 0;
        long processorBefore = processorNanos();
        long start = System.nanoTime();
        try {
            while (workload.seconds() < hours * 3_600L) {
                batch.clear();
                for (int i = 0; i < SECONDS_PER_TRANSACTION; i++) {
                    workload.addSecond(batch);
                }
                long before = System.nanoTime();
                history.apply(batch, workload.seconds());
                longest = Math.max(longest, System.nanoTime() - before);
            }
        } finally {
            stop.set(true);
            join(settler);
        }
        double nanos = System.nanoTime() - start;
        double rows = (double) workload.seconds() * Workload.SIGNALS;
        figures.print("history.ingest", Math.rint(rows / nanos * 1e9), "samples/s", hours
                + " h of 1,000 signals at 1 Hz, durable, " + batch.size()
                + " rows a transaction, settling beside it; " + history.stats().hotRows() + " rows still hot");
        figures.print("history.ingest.processor", (processorNanos() - processorBefore) / rows / 1e3,
                "s per million samples", "user and system time of the process, making the samples included");
        figures.print("history.apply.max", longest / 1e6, "ms", "longest transaction");
    }

    /** A thread that settles as if it were the time of what the workload has given. */
    static Thread settler(History history, Workload workload, AtomicBoolean stop) {
        return Thread.ofPlatform().name("settler").start(() -> {
            while (!stop.get()) {
                if (!history.settle(now(workload)).more()) {
                    LockSupport.parkNanos(50_000_000);
                }
            }
        });
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** The time of day at the end of what the workload has given. */
    private static long now(Workload workload) {
        return Workload.START + workload.seconds() * Micros.PER_SECOND;
    }

    private void settleAll(History history) {
        long now = now(workload) + Micros.PER_HOUR;
        history.settle(now);
        // Quiet is what had nothing new since the call before.
        while (history.settle(now + Micros.PER_HOUR).more()) {
            now += Micros.PER_MINUTE;
        }
    }

    private void size(History history) throws IOException {
        History.Stats stats = history.stats();
        figures.print("history.settled.bytesPerSample", (double) stats.settledBytes() / stats.settledRows(), "bytes",
                stats.settledRows() + " samples in " + stats.files() + " settled files");
        figures.print("history.tiers.bytesPerSample", (double) stats.tierBytes() / stats.settledRows(), "bytes",
                "minutes and hours, on top of the settled samples");
        figures.print("history.hot.bytesPerSample", (double) stats.hotBytes() / stats.settledRows(), "bytes",
                "file of the hot table, " + stats.hotRows()
                        + " rows in it now; it keeps the size it had at its fullest");
        figures.print("history.folder.bytesPerSample", (double) bytesOf(folder) / stats.settledRows(), "bytes",
                "whole folder: settled samples, tiers and hot table");
    }

    static long bytesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void readWhileItArrives(History history) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread live = Thread.ofPlatform().name("live").start(() -> arrive(history, stop));
        Thread settler = settler(history, workload, stop);
        try {
            SplittableRandom random = new SplittableRandom(7);
            long end = Workload.START + hours * Micros.PER_HOUR;
            measure("history.read.hour", "raw hour of one signal", () -> {
                long from = Workload.START + random.nextLong(hours) * Micros.PER_HOUR;
                return history.read(random.nextInt(Workload.SIGNALS), from, from + Micros.PER_HOUR, 10_000).size();
            });
            Grid grid = Grid.covering(Workload.START + 17, end, COLUMNS);
            measure("history.reduce.day", hours + " h of one signal to " + grid.columns() + " columns, as pages ask",
                    () -> history.reduce(random.nextInt(Workload.SIGNALS), grid.from(), grid.to(), grid.columns())
                            .count());
            measure("history.reduce.samples", hours + " h of one signal to " + COLUMNS + " columns, from samples",
                    () -> history.reduce(random.nextInt(Workload.SIGNALS), Workload.START + 1, end, COLUMNS).count());
            measure("history.reduce.hour", "newest hour of one signal to " + COLUMNS + " columns", () -> {
                long now = now(workload);
                return history.reduce(random.nextInt(Workload.SIGNALS), now - Micros.PER_HOUR, now, COLUMNS).count();
            });
            List<Integer> all = IntStream.range(0, Workload.SIGNALS).boxed().toList();
            measure("history.latest", "latest of 1,000 signals", () -> history.latest(all).size());
        } finally {
            stop.set(true);
            join(live);
            join(settler);
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the history 10 transactions of 1,000 samples a second, each at its time. */
    private void arrive(History history, AtomicBoolean stop) {
        SampleBatch batch = new SampleBatch(Workload.SIGNALS);
        long next = System.nanoTime();
        while (!stop.get()) {
            batch.clear();
            workload.addSecond(batch);
            history.apply(batch, workload.seconds());
            next += 1_000_000_000L / LIVE_RATE;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** A read; what it gives is only for its being used. */
    @FunctionalInterface
    private interface Read {

        int run();
    }

    private void measure(String figure, String note, Read read) {
        int warmUp = reads / 10;
        double[] millis = new double[reads];
        long rows = 0;
        for (int i = -warmUp; i < reads; i++) {
            long start = System.nanoTime();
            rows += read.run();
            if (i >= 0) {
                millis[i] = millisSince(start);
            }
        }
        Arrays.sort(millis);
        String how = note + " while 10,000 samples/s arrive; " + reads + " reads, " + rows + " rows in all";
        figures.print(figure + ".p50", millis[reads / 2], "ms", how);
        figures.print(figure + ".p99", millis[reads * 99 / 100], "ms", how);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
