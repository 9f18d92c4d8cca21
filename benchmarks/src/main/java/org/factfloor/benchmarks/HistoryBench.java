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
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * The history on the {@link Workload}: durable ingest, bytes per settled sample, and reads while 10,000 samples arrive per
 * second. Quick: 2 hours of data and 200 reads of a kind; else a day and 1,000.
 */
public final class HistoryBench {

    /** Seconds of the workload in one transaction. */
    private static final int SECONDS_PER_TRANSACTION = 20;
    /** Seconds of the workload that arrive in one second of the clock while it is read. */
    private static final int LIVE_RATE = 10;
    private static final int COLUMNS = 1_600;

    private final Figures figures;
    private final Path folder;
    private final int hours;
    private final int reads;
    private final Workload workload = new Workload();

    private HistoryBench(boolean quick, PrintStream out, Path folder) {
        figures = new Figures(out);
        this.folder = folder;
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
    }

    /** Applies as fast as it goes, with a thread that settles beside it; making the samples is in the time too. */
    private void ingest(History history) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread settler = Thread.ofPlatform().name("settler").start(() -> settle(history, stop));
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

    private void settle(History history, AtomicBoolean stop) {
        while (!stop.get()) {
            if (!history.settle(now()).more()) {
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** The time of day at the end of what the workload has given. */
    private long now() {
        return Workload.START + workload.seconds() * Micros.PER_SECOND;
    }

    private void settleAll(History history) {
        long now = now() + Micros.PER_HOUR;
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
        figures.print("history.folder.bytesPerSample", (double) bytesOfFolder() / stats.settledRows(), "bytes",
                "whole folder, hot table included, " + stats.hotRows() + " rows hot");
    }

    private long bytesOfFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void readWhileItArrives(History history) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread live = Thread.ofPlatform().name("live").start(() -> arrive(history, stop));
        Thread settler = Thread.ofPlatform().name("settler").start(() -> settle(history, stop));
        try {
            SplittableRandom random = new SplittableRandom(7);
            long end = Workload.START + hours * Micros.PER_HOUR;
            measure("history.read.hour", "raw hour of one signal", () -> {
                long from = Workload.START + random.nextLong(hours) * Micros.PER_HOUR;
                return history.read(random.nextInt(Workload.SIGNALS), from, from + Micros.PER_HOUR, 10_000).size();
            });
            measure("history.reduce.day", hours + " h of one signal to " + COLUMNS + " columns",
                    () -> history.reduce(random.nextInt(Workload.SIGNALS), Workload.START, end, COLUMNS).count());
            measure("history.reduce.hour", "newest hour of one signal to " + COLUMNS + " columns", () -> {
                long now = now();
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

    private static void join(Thread thread) {
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
