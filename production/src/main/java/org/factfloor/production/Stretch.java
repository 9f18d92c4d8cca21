package org.factfloor.production;

import org.jspecify.annotations.Nullable;

/** A stretch of time in which nothing changes, with what came in it. */
final class Stretch {

    final long from;
    final Ground ground;
    /** Text of the PROGRAM signal; null where it is unknown. */
    final @Nullable String program;
    final Making making;
    /** End, µs; before it is known, {@link Long#MAX_VALUE}. */
    long to = Long.MAX_VALUE;
    /** Machine state. */
    State state;
    /** Machine state, should the pause that is going on turn out to be one in the cycle; null without one. */
    @Nullable
    State ifPause;

    /** Pieces the counter counted, 10⁻³ pieces. */
    long counted;
    /** Part of them that was spread over time without data. */
    long spread;
    long jumps;
    long notBooked;
    /** Digest of its samples. */
    long inputs;

    Stretch(long from, Ground ground, @Nullable String program, Making making, State state, @Nullable State ifPause) {
        this.from = from;
        this.ground = ground;
        this.program = program;
        this.making = making;
        this.state = state;
        this.ifPause = ifPause;
    }

    static Stretch read(StateReader in, PlanIndex plan) {
        long from = in.number();
        Ground ground = plan.ground(from);
        String program = in.text();
        State state = in.choice(State.values());
        if (state == null) {
            throw in.damaged("a stretch of time without a state");
        }
        Stretch stretch = new Stretch(from, ground, program, plan.making(ground, program, from), state,
                in.choice(State.values()));
        stretch.to = in.number();
        stretch.counted = in.number();
        stretch.spread = in.number();
        stretch.jumps = in.number();
        stretch.notBooked = in.number();
        stretch.inputs = in.raw();
        return stretch;
    }

    void save(StateWriter out) {
        out.number(from);
        out.text(program);
        out.choice(state);
        out.choice(ifPause);
        out.number(to);
        out.number(counted);
        out.number(spread);
        out.number(jumps);
        out.number(notBooked);
        out.raw(inputs);
    }

    /** Takes its share of pieces that were spread. */
    void take(Spread gap) {
        long share = gap.share(from, to);
        counted += share;
        spread += share;
    }
}
