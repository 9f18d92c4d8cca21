package org.factfloor.engine;

import java.util.List;
import org.factfloor.history.History;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.SampleBatch;

/** Feeds a kernel from history and stops at every hour of the wall clock. Used once, by one thread. */
final class Replay {

    private final History history;
    private final KernelRun run;
    private final Calendar calendar;
    private final List<Integer> signals;
    private long samples;

    Replay(History history, KernelRun run, Machine machine) {
        this.history = history;
        this.run = run;
        this.calendar = machine.calendar();
        this.signals = machine.signals().stream().distinct().toList();
    }

    /** Told that the run has reached the beginning of an hour. */
    @FunctionalInterface
    interface Hours {

        /** Whether to go on. */
        boolean reached(long hour);
    }

    /** How many samples it has fed. */
    long samples() {
        return samples;
    }

    /**
     * Feeds everything before {@code to}.
     *
     * @return false if it was ended at an hour before
     */
    boolean runTo(long to, Hours hours) {
        Feeding feeding = new Feeding(to, hours);
        if (!signals.isEmpty() && run.time() < to) {
            history.scan(signals, run.time(), to, feeding::take);
        }
        return feeding.goesOn && feeding.advance(to);
    }

    private final class Feeding {

        private final long to;
        private final Hours hours;
        private long nextHour = calendar.nextHour(run.time());
        private boolean goesOn = true;

        Feeding(long to, Hours hours) {
            this.to = to;
            this.hours = hours;
        }

        boolean take(SampleBatch rows) {
            for (int i = 0; i < rows.size() && goesOn; i++) {
                if (rows.time(i) >= nextHour) {
                    goesOn = advance(rows.time(i));
                }
                if (goesOn) {
                    run.feed(rows, i);
                    samples++;
                }
            }
            return goesOn;
        }

        /** Advances past every hour that begins at or before a time, and at the very end to it. */
        boolean advance(long time) {
            while (nextHour <= time) {
                run.advanceTo(nextHour);
                long reached = nextHour;
                nextHour = calendar.nextHour(reached);
                if (!hours.reached(reached)) {
                    return false;
                }
            }
            if (time == to) {
                run.advanceTo(to);
            }
            return true;
        }
    }
}
