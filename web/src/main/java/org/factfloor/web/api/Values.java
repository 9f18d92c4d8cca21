package org.factfloor.web.api;

import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON can carry them without loss: numbers as numbers, {@code NaN} and the infinities as texts of that name,
 * and wholes beyond ±2⁵³, which a reader of doubles would round, as texts.
 */
final class Values {

    private static final long EXACT = 1L << 53;

    private Values() {}

    static @Nullable Object of(ValueType type, long bits, String text) {
        return switch (type) {
            case NONE -> null;
            case TEXT -> text;
            case NUMBER -> number(Double.longBitsToDouble(bits));
            case WHOLE -> isExact(bits) ? (Object) bits : Long.toString(bits);
        };
    }

    static @Nullable Object of(SampleBatch rows, int i) {
        return of(rows.type(i), rows.bits(i), rows.text(i));
    }

    /** Whether a double holds the whole exactly. */
    static boolean isExact(long whole) {
        return whole >= -EXACT && whole <= EXACT;
    }

    private static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }
}
