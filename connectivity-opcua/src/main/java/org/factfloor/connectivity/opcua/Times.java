package org.factfloor.connectivity.opcua;

import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.factfloor.connectivity.SourceTime;
import org.jspecify.annotations.Nullable;

/** OPC UA's DateTime (100 ns since 1601-01-01 UTC) as µs since 1970-01-01 UTC, rounded down. */
final class Times {

    private static final long TICKS_TO_1970 = 116_444_736_000_000_000L;

    private Times() {}

    /** The time, or {@link SourceTime#ABSENT} where there is none. */
    static long micros(@Nullable DateTime time) {
        return time == null || time.isNull()
                ? SourceTime.ABSENT
                : Math.floorDiv(time.getUtcTime() - TICKS_TO_1970, 10);
    }

    /** The inverse of {@link #micros}. */
    static DateTime of(long micros) {
        return new DateTime(micros * 10 + TICKS_TO_1970);
    }
}
