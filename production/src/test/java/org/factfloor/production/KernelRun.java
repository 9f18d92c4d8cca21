package org.factfloor.production;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The kernel fed with a history, in one go or in pieces. */
final class KernelRun implements WorkUnitKernel.Out {

    private static final Comparator<SlowSample> IN_ORDER = Comparator.comparingLong(SlowSample::time)
            .thenComparingInt(SlowSample::signal);

    private final MachineHistory history;
    private final List<SlowSample> samples;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Interval> intervals = new ArrayList<>();
    private WorkUnitKernel kernel;
    /** How many samples it has been given. */
    private int given;

    KernelRun(MachineHistory history) {
        this.history = history;
        samples = history.samples().stream().sorted(IN_ORDER).toList();
        kernel = new WorkUnitKernel(history.sheet(), history.plan(), history.start());
    }

    /** What has come out, by when the kernel was saved. */
    record Saved(long time, byte[] state, MachineBooks before) {}

    /** Continues from a saved kernel, perhaps with samples that were not known then. */
    KernelRun(MachineHistory history, Saved saved) {
        this.history = history;
        samples = history.samples().stream().sorted(IN_ORDER).toList();
        kernel = new WorkUnitKernel(history.sheet(), history.plan(), saved.state());
        cells.addAll(saved.before().cells());
        intervals.addAll(saved.before().intervals());
        given = (int) samples.stream().filter(sample -> sample.time() < saved.time()).count();
    }

    static MachineBooks of(MachineHistory history) {
        return new KernelRun(history).finish();
    }

    /** Gives all samples before an instant, and says that there are no more. */
    KernelRun advanceTo(long instant) {
        while (given < samples.size() && samples.get(given).time() < instant) {
            give();
        }
        kernel.advanceTo(instant, this);
        return this;
    }

    /** Gives the next sample, if there is one. */
    void give() {
        if (given < samples.size()) {
            SlowSample sample = samples.get(given++);
            kernel.accept(sample.role(), sample.signal(), sample.time(), sample.type(), sample.bits(), sample.text(),
                    sample.status(), sample.revision(), this);
        }
    }

    /** Advances at random instants, also some at which or right after which something happens. */
    KernelRun advanceAtRandom(SplittableRandom random, int times) {
        for (int i = 0; i < times; i++) {
            advanceTo(someInstant(random));
        }
        return this;
    }

    /** An instant to which the kernel can still be advanced. */
    long someInstant(SplittableRandom random) {
        long least = Math.max(kernel.time(), given > 0 ? samples.get(given - 1).time() : history.start());
        if (least >= history.end()) {
            return history.end();
        }
        if (given < samples.size() && random.nextInt(3) > 0) {
            long next = samples.get(Math.min(samples.size() - 1, given + random.nextInt(8))).time();
            return Math.clamp(next + random.nextInt(2), least, history.end());
        }
        return random.nextLong(least, Math.min(history.end(), least + 3_600_000_000L) + 1);
    }

    Saved save() {
        return new Saved(kernel.time(), kernel.save(), books());
    }

    /** Replaces the kernel by one made from its saved state. */
    KernelRun restart() {
        kernel = new WorkUnitKernel(history.sheet(), history.plan(), kernel.save());
        return this;
    }

    MachineBooks finish() {
        while (given < samples.size() && samples.get(given).time() < history.end()) {
            give();
        }
        kernel.finish(history.end(), this);
        return books();
    }

    WorkUnitKernel kernel() {
        return kernel;
    }

    MachineBooks books() {
        return new MachineBooks(List.copyOf(cells), List.copyOf(intervals));
    }

    @Override
    public void interval(Interval interval) {
        intervals.add(interval);
    }

    @Override
    public void cell(Cell cell) {
        cells.add(cell);
    }
}
