package org.factfloor.production;

import org.factfloor.plant.Micros;
import org.factfloor.production.WorkUnitSheet.Counting;

/** Turns the values of a counter into steps. docs/reference/production-rules.md, section 3. */
final class PieceCounter {

    /** Longest time without the counter over which pieces are spread, µs. */
    static final long LONGEST_GAP = 7 * 24 * Micros.PER_HOUR;
    /** No time: the counter is known, or never was. */
    static final long NO_GAP = Long.MAX_VALUE;

    private final long rollover;
    private final long plausible;

    private boolean based;
    private boolean known;
    /** The last usable value. */
    private long value;
    private long gapFrom = NO_GAP;

    PieceCounter(Counting counting) {
        this.rollover = counting.rollover().orElse(-1);
        this.plausible = counting.plausible();
    }

    PieceCounter(Counting counting, StateReader in) {
        this(counting);
        based = in.flag();
        known = in.flag();
        value = in.number();
        gapFrom = in.number();
    }

    void save(StateWriter out) {
        out.flag(based);
        out.flag(known);
        out.number(value);
        out.number(gapFrom);
    }

    boolean known() {
        return known;
    }

    /** Whether a usable value would change nothing. */
    boolean holds(long next) {
        return known && value == next;
    }

    /** When it became unknown, if it is unknown now and was known before; else {@link #NO_GAP}. */
    long gapFrom() {
        return gapFrom;
    }

    void unknown(long time) {
        if (known) {
            known = false;
            gapFrom = time;
        }
    }

    /**
     * Takes the next usable value.
     *
     * @return counts since the last one; −1 for a jump
     */
    long take(long next) {
        long step = based ? step(value, next) : 0;
        based = true;
        known = true;
        value = next;
        gapFrom = NO_GAP;
        return step;
    }

    private long step(long a, long b) {
        if (b >= a) {
            // Unsigned, as two values may be further apart than a long reaches.
            return Long.compareUnsigned(b - a, plausible) <= 0 ? b - a : -1;
        }
        if (0 <= b && a <= rollover && rollover - a + b + 1 <= plausible) {
            return rollover - a + b + 1;
        }
        return 0 <= b && b <= plausible ? b : -1;
    }
}
