package org.factfloor.production;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The latest slices of time: the open one, and those before it whose machine state may still change. */
final class Slices {

    private final PlanIndex plan;
    private final ArrayDeque<Slice> slices = new ArrayDeque<>();
    private Slice open;

    Slices(PlanIndex plan, long start, State state) {
        this.plan = plan;
        Ground ground = plan.ground(start);
        this.open = new Slice(start, ground, null, plan.making(ground, null, start), state, null);
        slices.add(open);
    }

    Slices(PlanIndex plan, StateReader in) {
        this.plan = plan;
        for (int i = in.count(); i > 0; i--) {
            slices.add(Slice.read(in, plan));
        }
        if (slices.isEmpty()) {
            throw in.damaged("no open slice of time");
        }
        this.open = slices.getLast();
    }

    void save(StateWriter out) {
        out.number(slices.size());
        slices.forEach(slice -> slice.save(out));
    }

    /** The one that contains the present instant. */
    Slice open() {
        return open;
    }

    /** Begins a new slice of the same state; does nothing where one begins already. */
    void cut(long time) {
        if (open.from < time) {
            Ground ground = time < open.ground.to() ? open.ground : plan.ground(time);
            Making making = ground == open.ground ? open.making : plan.making(ground, open.program, time);
            begin(new Slice(time, ground, open.program, making, open.state, open.ifPause));
        }
    }

    /** Takes over the text of the PROGRAM signal; null where it is unknown. */
    void program(long time, @Nullable String program) {
        begin(new Slice(time, open.ground, program, plan.making(open.ground, program, time), open.state, open.ifPause));
    }

    private void begin(Slice next) {
        if (open.from == next.from) {
            slices.removeLast();
        }
        open.to = next.from;
        slices.add(next);
        open = next;
    }

    /** From an instant on the machine state is another one. */
    void label(long time, State state, @Nullable State ifPause) {
        if (open.state != state || open.ifPause != ifPause) {
            cut(time);
            open.state = state;
            open.ifPause = ifPause;
        }
    }

    void label(long time, State state) {
        label(time, state, null);
    }

    /** The machine state was another one since an instant at which a slice begins. */
    void relabel(long since, State state) {
        for (Slice slice : from(since)) {
            slice.state = state;
        }
    }

    /** As {@link #relabel}, should the pause that is going on turn out to be one in the cycle. */
    void relabelIfPause(long since, State state) {
        for (Slice slice : from(since)) {
            slice.ifPause = state;
        }
    }

    private Iterable<Slice> from(long since) {
        return () -> slices.stream().filter(slice -> slice.from >= since).iterator();
    }

    /** A pause begins: each slice has two states until it is known which of them holds. */
    void beginPause(long time, State ifPause) {
        slices.forEach(slice -> slice.ifPause = slice.state);
        label(time, State.IDLE, ifPause);
    }

    /** The pause is known to be one in the cycle, or not. */
    void endPause(boolean inCycle) {
        for (Slice slice : slices) {
            if (inCycle && slice.ifPause != null) {
                slice.state = slice.ifPause;
            }
            slice.ifPause = null;
        }
    }

    /** Takes out the first slice if it is closed and ends by then; otherwise null. */
    @Nullable
    Slice pollEndedBy(long decided) {
        Slice first = slices.getFirst();
        return first != open && first.to <= decided ? slices.removeFirst() : null;
    }

    /** Closes the open slice and takes out all there are. */
    Iterator<Slice> drain(long end) {
        open.to = end;
        if (open.from == end) {
            slices.removeLast();
        }
        return slices.iterator();
    }

    /** Where the first of them begins. */
    long from() {
        return slices.getFirst().from;
    }

    void take(Spread gap) {
        slices.forEach(slice -> slice.take(gap));
    }
}
