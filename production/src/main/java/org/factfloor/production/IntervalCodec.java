package org.factfloor.production;

import java.util.Optional;
import org.factfloor.plant.TimeClass;

/** An {@link Interval} in the saved state. */
final class IntervalCodec {

    private IntervalCodec() {}

    static void save(Interval interval, StateWriter out) {
        out.number(interval.from());
        out.number(interval.to());
        out.choice(interval.state());
        out.choice(interval.use());
        out.choice(interval.timeClass());
        out.text(interval.reason().orElse(null));
        out.text(interval.entry().orElse(null));
        out.text(interval.product().orElse(null));
        out.text(interval.job().orElse(null));
        out.number(interval.stop());
    }

    static Interval read(StateReader in) {
        long from = in.number();
        long to = in.number();
        State state = in.choice(State.values());
        TimeUse use = in.choice(TimeUse.values());
        TimeClass timeClass = in.choice(TimeClass.values());
        if (state == null || use == null || timeClass == null) {
            throw in.damaged("an interval without a state, use or time class");
        }
        return new Interval(from, to, state, use, timeClass, Optional.ofNullable(in.text()),
                Optional.ofNullable(in.text()), Optional.ofNullable(in.text()), Optional.ofNullable(in.text()),
                in.number());
    }
}
