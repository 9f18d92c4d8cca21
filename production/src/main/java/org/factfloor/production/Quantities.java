package org.factfloor.production;

import java.util.Arrays;

/** One whole number for each {@link Quantity}. Immutable; sums are exact. */
public final class Quantities {

    public static final Quantities NONE = new Quantities(new long[Quantity.values().length]);

    private final long[] values;

    private Quantities(long[] values) {
        this.values = values;
    }

    /**
     * Quantities from their values.
     *
     * @param values in the order of {@link Quantity#values()}; copied
     */
    public static Quantities of(long... values) {
        if (values.length != Quantity.values().length) {
            throw new IllegalArgumentException(values.length + " values for " + Quantity.values().length
                    + " quantities");
        }
        return new Quantities(values.clone());
    }

    public long get(Quantity quantity) {
        return values[quantity.ordinal()];
    }

    /** Good pieces: made − scrap − rework − on hold, 10⁻³ pieces; negative where rejects were found later than made. */
    public long good() {
        return get(Quantity.MADE) - get(Quantity.SCRAP) - get(Quantity.REWORK) - get(Quantity.HOLD);
    }

    /**
     * The sum of both.
     *
     * @throws ArithmeticException on overflow
     */
    public Quantities plus(Quantities other) {
        long[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(sum[i], other.values[i]);
        }
        return new Quantities(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantities that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Quantity quantity : Quantity.values()) {
            if (get(quantity) != 0) {
                text.append(text.length() > 1 ? ", " : "").append(quantity).append('=').append(get(quantity));
            }
        }
        return text.append('}').toString();
    }
}
