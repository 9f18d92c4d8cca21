package org.factfloor.production;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The latest stretches of time: the open one, and those before it whose machine state may still change. */
final class Stretches {

    private final PlanIndex plan;
    private final ArrayDeque<Stretch> stretches = new ArrayDeque<>();
    private Stretch open;

    Stretches(PlanIndex plan, long start, State state) {
        this.plan = plan;
        Ground ground = plan.ground(start);
        this.open = new Stretch(start, ground, null, plan.making(ground, null, start), state, null);
        stretches.add(open);
    }

    Stretches(PlanIndex plan, StateReader in) {
        this.plan = plan;
        for (int i = in.count(); i > 0; i--) {
            stretches.add(Stretch.read(in, plan));
        }
        if (stretches.isEmpty()) {
            throw in.damaged("no open stretch of time");
        }
        this.open = stretches.getLast();
    }

    void save(StateWriter out) {
        out.number(stretches.size());
        stretches.forEach(stretch -> stretch.save(out));
    }

    /** The one that contains the present instant. */
    Stretch open() {
        return open;
    }

    /** Begins a new stretch of the same state; does nothing where one begins already. */
    void cut(long time) {
        if (open.from < time) {
            Ground ground = time < open.ground.to() ? open.ground : plan.ground(time);
            Making making = ground == open.ground ? open.making : plan.making(ground, open.program, time);
            begin(new Stretch(time, ground, open.program, making, open.state, open.ifPause));
        }
    }

    /** Takes over the text of the PROGRAM signal; null where it is unknown. */
    void program(long time, @Nullable String program) {
        begin(new Stretch(time, open.ground, program, plan.making(open.ground, program, time), open.state,
                open.ifPause));
    }

    private void begin(Stretch next) {
        if (open.from == next.from) {
            stretches.removeLast();
        }
        open.to = next.from;
        stretches.add(next);
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

    /** The machine state was another one since an instant at which a stretch begins. */
    void relabel(long since, State state) {
        for (Stretch stretch : from(since)) {
            stretch.state = state;
        }
    }

    /** As {@link #relabel}, should the pause that is going on turn out to be one in the cycle. */
    void relabelIfPause(long since, State state) {
        for (Stretch stretch : from(since)) {
            stretch.ifPause = state;
        }
    }

    private Iterable<Stretch> from(long since) {
        return () -> stretches.stream().filter(stretch -> stretch.from >= since).iterator();
    }

    /** A pause begins: each stretch has two states until it is known which of them holds. */
    void beginPause(long time, State ifPause) {
        stretches.forEach(stretch -> stretch.ifPause = stretch.state);
        label(time, State.IDLE, ifPause);
    }

    /** The pause is known to be one in the cycle, or not. */
    void endPause(boolean inCycle) {
        for (Stretch stretch : stretches) {
            if (inCycle && stretch.ifPause != null) {
                stretch.state = stretch.ifPause;
            }
            stretch.ifPause = null;
        }
    }

    /** Takes out the first stretch if it is closed and ends by then; otherwise null. */
    @Nullable
    Stretch pollEndedBy(long decided) {
        Stretch first = stretches.getFirst();
        return first != open && first.to <= decided ? stretches.removeFirst() : null;
    }

    /** Closes the open stretch and takes out all there are. */
    Iterator<Stretch> drain(long end) {
        open.to = end;
        if (open.from == end) {
            stretches.removeLast();
        }
        return stretches.iterator();
    }

    /** Where the first of them begins. */
    long from() {
        return stretches.getFirst().from;
    }

    void take(Spread gap) {
        stretches.forEach(stretch -> stretch.take(gap));
    }
}
