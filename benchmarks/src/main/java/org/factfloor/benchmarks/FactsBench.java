package org.factfloor.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.factfloor.engine.Engine;
import org.factfloor.engine.EngineParts;
import org.factfloor.engine.FactStore;
import org.factfloor.engine.Facts;
import org.factfloor.engine.Recomputed;
import org.factfloor.engine.report.Losses;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Subject;
import org.factfloor.engine.sqlite.SqliteFactStore;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.intake.AppliedListener;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;

/**
 * Facts: computing them from settled samples, reading a quarter of them, and what 1,000 machines cost live. Each machine has a
 * state signal and a counter.
 */
public final class FactsBench {

    private final Figures figures;
    private final Path folder;
    private final boolean quick;

    private FactsBench(boolean quick, PrintStream out, Path folder) {
        this.figures = new Figures(out);
        this.folder = folder;
        this.quick = quick;
    }

    /**
     * Runs and prints the figures.
     *
     * @param workFolder where histories and stores may be made; they are left there
     */
    public static void run(boolean quick, PrintStream out, Path workFolder) throws IOException, InterruptedException {
        FactsBench bench = new FactsBench(quick, out, workFolder);
        bench.figures.machine();
        bench.compute();
        bench.readQuarter();
        bench.live();
    }

    private static final class NoArrivals {

        static AutoCloseable listen(AppliedListener listener) {
            return () -> {
            };
        }
    }

    private void compute() throws IOException, InterruptedException {
        int machines = quick ? 8 : 32;
        int hours = quick ? 24 : 72;
        FactsPlant plant = new FactsPlant(machines);
        long end = FactsPlant.START + hours * Micros.PER_HOUR;
        try (History history = filled(plant, "compute", end, Micros.PER_SECOND)) {
            double rows = history.stats().settledRows();
            String what = (long) rows + " settled samples of " + machines + " machines, 2 signals each, 3600 rows a"
                    + " signal and hour, " + hours + " h";
            InstantSource clock = InstantSource.fixed(Micros.toInstant(end + 20 * Micros.PER_MINUTE));
            try (FactStore store = SqliteFactStore.open(folder.resolve("compute.db"));
                    Engine engine = Engine.open(new EngineParts(history, NoArrivals::listen, plant, store, clock))) {
                long start = System.nanoTime();
                engine.catchUp(_ -> {
                });
                figures.print("facts.compute", Math.rint(rows / seconds(start)), "samples/s",
                        what + "; one thread computes, facts and states stored");
                start = System.nanoTime();
                long processor = processorNanos();
                List<Recomputed> again = recompute(engine, machines);
                long samples = again.stream().mapToLong(Recomputed::samples).sum();
                long cells = again.stream().mapToLong(Recomputed::cells).sum();
                figures.print("facts.recompute", Math.rint(samples / seconds(start)), "samples/s",
                        what + "; as many threads as processors; " + cells + " cells compared and equal");
                figures.print("facts.recompute.processor", (processorNanos() - processor) / (samples / 1e6) / 1e9,
                        "s per million samples", "user and system time of the process");
            }
        }
    }

    /** As {@code factfloor verify --from-start} does it. */
    private static List<Recomputed> recompute(Engine engine, int machines) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Recomputed>> results = workers.invokeAll(IntStream.range(0, machines)
                    .<Callable<Recomputed>>mapToObj(n -> () -> engine.facts().recompute("m-" + n, Long.MIN_VALUE,
                            Long.MAX_VALUE, true))
                    .toList());
            List<Recomputed> all = results.stream().map(Future::resultNow).toList();
            all.stream().filter(result -> !result.equal()).findFirst().ifPresent(result -> {
                throw new IllegalStateException("not equal: " + result.differences().getFirst());
            });
            return all;
        }
    }

    /** A history with samples of all machines each so many µs, all settled. */
    private History filled(FactsPlant plant, String name, long end, long step) throws IOException {
        History history = DuckDbHistory.open(Files.createDirectories(folder.resolve(name)));
        SampleBatch batch = new SampleBatch(4_096);
        long cursor = 0;
        for (long time = FactsPlant.START; time < end; time += step) {
            plant.add(batch, time, (double) step / Micros.PER_SECOND);
            if (batch.size() >= 200_000 || time + step >= end) {
                history.apply(batch, ++cursor);
                batch.clear();
                history.settle(time);
            }
        }
        for (long now = end; history.stats().hotRows() > 0
                && now < end + 48 * Micros.PER_HOUR; now += Micros.PER_HOUR) {
            history.settle(now);
        }
        return history;
    }

    private void readQuarter() throws IOException {
        FactsPlant plant = new FactsPlant(32);
        long end = FactsPlant.START + 92 * 24 * Micros.PER_HOUR;
        int reads = quick ? 20 : 100;
        try (History history = filled(plant, "quarter", end, (quick ? 10 : 2) * Micros.PER_MINUTE);
                FactStore store = SqliteFactStore.open(folder.resolve("quarter.db"));
                Engine engine = Engine.open(new EngineParts(history, NoArrivals::listen, plant, store,
                        InstantSource.fixed(Micros.toInstant(end + 20 * Micros.PER_MINUTE))))) {
            engine.catchUp(_ -> {
            });
            Facts facts = engine.facts();
            Subject area = Subject.find(plant.version(1).orElseThrow(), "area").orElseThrow();
            String what = "92 days of 32 machines, " + (quick ? "a state each 10 min" : "a state each 2 min");
            readQuarter("sums", what + ", cells alone", reads,
                    () -> Snapshot.ofCells(facts, area.machines(), FactsPlant.START, end).sum(area.machines(),
                            FactsPlant.START, end));
            long start = System.nanoTime();
            new Losses(facts).of(area, FactsPlant.START, end, Losses.By.REASON);
            figures.print("facts.quarter.losses.first", seconds(start) * 1e3, "ms",
                    what + ", each day counted from its intervals; nothing warm");
            Losses losses = new Losses(facts);
            readQuarter("losses", what + ", remembered by the day", reads,
                    () -> losses.of(area, FactsPlant.START, end, Losses.By.REASON));
            figures.print("facts.bytesPerMachineAndDay", (double) bytes() / 32 / 92, "bytes",
                    "file of facts with its saved states");
        }
    }

    private void readQuarter(String name, String what, int reads, Runnable read) {
        double[] millis = new double[reads];
        for (int i = -reads / 4; i < reads; i++) {
            long start = System.nanoTime();
            read.run();
            if (i >= 0) {
                millis[i] = seconds(start) * 1e3;
            }
        }
        Arrays.sort(millis);
        String how = what + "; " + reads + " reads after " + reads / 4;
        figures.print("facts.quarter." + name + ".p50", millis[reads / 2], "ms", how);
        figures.print("facts.quarter." + name + ".p99", millis[reads * 99 / 100], "ms", how);
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("quarter.db"))
                    .mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** 1,000 machines at 1 Hz, on the clock. */
    private void live() throws IOException, InterruptedException {
        FactsPlant plant = new FactsPlant(1_000);
        int seconds = quick ? 20 : 120;
        AtomicReference<AppliedListener> listener = new AtomicReference<>();
        try (History history = DuckDbHistory.open(Files.createDirectories(folder.resolve("live")));
                FactStore store = SqliteFactStore.open(folder.resolve("live.db"))) {
            SampleBatch batch = new SampleBatch(4_096);
            plant.add(batch, Micros.of(InstantSource.system().instant()), 1);
            history.apply(batch, 1);
            long heapBefore = heap();
            try (Engine engine = Engine.open(new EngineParts(history, given -> {
                listener.set(given);
                return () -> {
                };
            }, plant, store, InstantSource.system()))) {
                engine.start();
                long cursor = 1;
                while (!engine.progress().caughtUp()) {
                    cursor = second(plant, history, listener, cursor);
                }
                long before = engineNanos();
                long start = System.nanoTime();
                for (int i = 0; i < seconds; i++) {
                    cursor = second(plant, history, listener, cursor);
                }
                figures.print("facts.live.processor", (engineNanos() - before) / 1e9 / seconds(start) * 100,
                        "% of a core",
                        "1,000 machines, 2,000 samples/s, " + seconds + " s; the engine's two threads alone");
                figures.print("facts.live.heap", (heap() - heapBefore) / 1_000.0, "bytes a machine",
                        "Java heap of a live machine, after collection");
            }
        }
    }

    private static long second(FactsPlant plant, History history, AtomicReference<AppliedListener> listener,
            long cursor) {
        long next = System.nanoTime() + 1_000_000_000L;
        long now = Micros.of(InstantSource.system().instant());
        SampleBatch batch = new SampleBatch(4_096);
        plant.add(batch, now, 1);
        history.apply(batch, cursor + 1);
        listener.get().applied(batch, false, Map.of("c", now));
        LockSupport.parkNanos(next - System.nanoTime());
        return cursor + 1;
    }

    /** Processor time of the engine's threads. */
    private static long engineNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith("engine-"))
                .mapToLong(info -> threads.getThreadCpuTime(info.getThreadId())).sum();
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
