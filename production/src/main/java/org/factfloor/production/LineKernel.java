package org.factfloor.production;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.factfloor.production.Wait.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which machines of a serial line waited for which. docs/reference/production-rules.md, section 9.
 *
 * <p>Reads what the kernels of its machines gave out, each machine's intervals in order of time; how those of several
 * machines interleave changes nothing. Holds the intervals that reach beyond what is known of every machine, and the waits
 * that may go on. Not for use by several threads at once.
 */
public final class LineKernel {

    private static final int CODEC = 1;

    private final List<Unit> units = new ArrayList<>();
    private long now;

    private static final class Unit {

        private final String id;
        /** Not before {@link LineKernel#now}, without gap. */
        private final ArrayDeque<Interval> ahead = new ArrayDeque<>();
        private long knownTo;
        /** The wait that may go on. */
        private @Nullable Wait wait;
        /** Machine that it waits for, through how many others ever; null where it does not. */
        private @Nullable String starvedBy;
        private @Nullable String blockedBy;

        Unit(String id, long knownTo) {
            this.id = id;
            this.knownTo = knownTo;
        }

        /** Where its stop began; {@link Long#MAX_VALUE} outside stops. */
        long stop() {
            long stop = ahead.getFirst().stop();
            return stop == 0 ? Long.MAX_VALUE : stop;
        }

        boolean mayWait() {
            Interval interval = ahead.getFirst();
            boolean stands = switch (interval.state()) {
                case IDLE, NO_PARTS, STOPPED -> true;
                case RUNNING, CHANGEOVER, MAINTENANCE, OFF, NO_DATA, MANUAL -> false;
            };
            boolean lost = interval.use() == TimeUse.STOP || interval.use() == TimeUse.SHORT_STOP;
            return stands && lost && interval.reason().isEmpty();
        }

        boolean mayWaitFor(Unit neighbour) {
            return mayWait() && neighbour.stop() < stop();
        }
    }

    /**
     * A kernel that knows nothing of the time before.
     *
     * @param workUnits ids of the machines in the order parts pass them
     * @param start where the intervals of each begin, µs
     */
    public LineKernel(List<String> workUnits, long start) {
        workUnits.forEach(id -> units.add(new Unit(id, start)));
        now = start;
    }

    /**
     * A kernel that continues where another one was saved.
     *
     * @throws IllegalArgumentException if {@code saved} is of another line or version, or damaged
     */
    public LineKernel(List<String> workUnits, byte[] saved) {
        StateReader in = new StateReader(saved);
        if (in.number() != CODEC || in.number() != workUnits.size()) {
            throw in.damaged("it was saved for another line or version");
        }
        now = in.number();
        for (String id : workUnits) {
            Unit unit = new Unit(id, in.number());
            for (int i = in.count(); i > 0; i--) {
                unit.ahead.add(IntervalCodec.read(in));
            }
            if (in.flag()) {
                unit.wait = new Wait(id, in.number(), in.number(),
                        in.flag() ? Kind.NEXT_IS_FULL : Kind.WAITING_FOR_PREVIOUS,
                        in.number(), String.valueOf(in.text()));
            }
            units.add(unit);
        }
        in.end();
    }

    /**
     * The waits of a line in a range, as far as it is known of all machines.
     *
     * @param workUnits ids of the machines in the order parts pass them
     * @param intervals of each machine, in order of time, without gap
     * @return by machine, in order of time; cut at the ends of the range
     */
    public static List<Wait> waits(List<String> workUnits, List<List<Interval>> intervals, long from, long to) {
        if (intervals.stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        long start = intervals.stream().mapToLong(own -> own.getFirst().from()).reduce(from, Math::max);
        LineKernel kernel = new LineKernel(workUnits, start);
        List<Wait> waits = new ArrayList<>();
        for (int i = 0; i < workUnits.size(); i++) {
            for (Interval interval : intervals.get(i)) {
                if (interval.to() > start && interval.from() < to) {
                    kernel.accept(workUnits.get(i), interval.clip(start, to), waits::add);
                }
            }
        }
        kernel.finish(waits::add);
        waits.sort(Comparator.<Wait>comparingInt(wait -> workUnits.indexOf(wait.workUnit()))
                .thenComparingLong(Wait::from));
        return List.copyOf(waits);
    }

    /** All it needs to continue; equal bytes for equal states. */
    public byte[] save() {
        StateWriter out = new StateWriter();
        out.number(CODEC);
        out.number(units.size());
        out.number(now);
        for (Unit unit : units) {
            out.number(unit.knownTo);
            out.number(unit.ahead.size());
            unit.ahead.forEach(interval -> IntervalCodec.save(interval, out));
            Wait wait = unit.wait;
            out.flag(wait != null);
            if (wait != null) {
                out.number(wait.from());
                out.number(wait.to());
                out.flag(wait.kind() == Kind.NEXT_IS_FULL);
                out.number(wait.stop());
                out.text(wait.cause());
            }
        }
        return out.bytes();
    }

    /**
     * Takes the next interval of a machine.
     *
     * @throws IllegalArgumentException if the machine is not of this line, or the interval does not begin where its last one
     *         ended
     */
    public void accept(String workUnit, Interval interval, Consumer<Wait> out) {
        Unit unit = units.stream().filter(one -> one.id.equals(workUnit)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(workUnit + " is not a machine of this line"));
        if (interval.from() != unit.knownTo) {
            throw new IllegalArgumentException(workUnit + ": an interval begins at " + interval.from() + ", not at "
                    + unit.knownTo + "; give intervals in order of time, without gap");
        }
        unit.knownTo = interval.to();
        unit.ahead.add(interval);
        while (units.stream().noneMatch(one -> one.ahead.isEmpty())) {
            step(out);
        }
    }

    /** Gives out the waits that may still go on, as if time ended. This kernel is then used up. */
    public void finish(Consumer<Wait> out) {
        units.forEach(unit -> end(unit, out));
    }

    /** All waits that end before it have been given out, µs. */
    public long decidedTo() {
        return now;
    }

    /** Judges the time from now to the first end of an interval. */
    private void step(Consumer<Wait> out) {
        long to = units.stream().mapToLong(unit -> unit.ahead.getFirst().to()).min().orElseThrow();
        for (int i = 1; i < units.size(); i++) {
            units.get(i).starvedBy = cause(units.get(i), units.get(i - 1), units.get(i - 1).starvedBy);
        }
        for (int i = units.size() - 2; i >= 0; i--) {
            units.get(i).blockedBy = cause(units.get(i), units.get(i + 1), units.get(i + 1).blockedBy);
        }
        for (int i = 0; i < units.size(); i++) {
            long before = i == 0 ? Long.MAX_VALUE : units.get(i - 1).stop();
            long after = i == units.size() - 1 ? Long.MAX_VALUE : units.get(i + 1).stop();
            judge(units.get(i), before <= after, to, out);
        }
        for (Unit unit : units) {
            if (unit.ahead.getFirst().to() == to) {
                unit.ahead.removeFirst();
            }
        }
        now = to;
    }

    private static @Nullable String cause(Unit unit, Unit neighbour, @Nullable String causeOfNeighbour) {
        if (!unit.mayWaitFor(neighbour)) {
            return null;
        }
        return causeOfNeighbour == null ? neighbour.id : causeOfNeighbour;
    }

    private void judge(Unit unit, boolean previousFirst, long to, Consumer<Wait> out) {
        boolean starved = unit.starvedBy != null && (previousFirst || unit.blockedBy == null);
        String cause = starved ? unit.starvedBy : unit.blockedBy;
        Wait open = unit.wait;
        if (cause == null) {
            end(unit, out);
            return;
        }
        Kind kind = starved ? Kind.WAITING_FOR_PREVIOUS : Kind.NEXT_IS_FULL;
        Wait next = new Wait(unit.id, now, to, kind, unit.stop(), cause);
        if (open != null && open.equals(new Wait(unit.id, open.from(), open.to(), kind, unit.stop(), cause))) {
            unit.wait = new Wait(unit.id, open.from(), to, kind, unit.stop(), cause);
        } else {
            end(unit, out);
            unit.wait = next;
        }
    }

    private static void end(Unit unit, Consumer<Wait> out) {
        if (unit.wait != null) {
            out.accept(unit.wait);
            unit.wait = null;
        }
    }
}
