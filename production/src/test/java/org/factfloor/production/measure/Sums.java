package org.factfloor.production.measure;

import org.factfloor.plant.Micros;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;

/** Sums in the units of textbooks. */
final class Sums {

    private final long[] values = new long[Quantity.values().length];

    /** Planned time with a confirmed standard and without time unknown, which is what textbooks assume. */
    static Sums planned(long minutes) {
        return new Sums().time(Quantity.PLANNED_TIME, minutes).time(Quantity.STANDARD_TIME, minutes)
                .time(Quantity.CALENDAR_TIME, minutes);
    }

    Sums time(Quantity quantity, double minutes) {
        values[quantity.ordinal()] = Math.round(minutes * Micros.PER_MINUTE);
        return this;
    }

    Sums pieces(Quantity quantity, long pieces) {
        values[quantity.ordinal()] = 1_000 * pieces;
        return this;
    }

    /** Pieces of one product, all others scrap. */
    Sums made(long made, long good, double minutesEach) {
        return pieces(Quantity.MADE, made).pieces(Quantity.SCRAP, made - good)
                .time(Quantity.EARNED, made * minutesEach).time(Quantity.EARNED_GOOD, good * minutesEach);
    }

    Quantities get() {
        return Quantities.of(values);
    }
}
