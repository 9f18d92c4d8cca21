package org.factfloor.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.engine.Revision.Code;
import org.factfloor.production.Entry;
import org.factfloor.production.Standard;
import org.factfloor.records.Changes.Change;

/**
 * A range of a machine's past that something has changed.
 *
 * @param from µs
 * @param until what goes into the kernel from here on is what it was, µs; {@link Long#MAX_VALUE} where that is not known
 */
record Touched(String workUnit, long from, long until, Cause cause) {

    static Touched by(Change<Entry> change) {
        String id = change.before().or(change::after).map(Entry::id).orElse("");
        return new Touched(change.workUnit(), least(change.before(), change.after(), Entry::from),
                greatest(change.before(), change.after(), Touched::end), new Cause(Code.ENTRY, List.of(id)));
    }

    /**
     * Where an entry's effect ends. Claims of what holds for a while also end the one before them, so what they change may go
     * on; and a reason without an end reaches to the end of a stop.
     */
    private static long end(Entry entry) {
        return switch (entry.claim()) {
            case Entry.RejectClaim _, Entry.OutputClaim _, Entry.CountClaim _ -> entry.from() + 1;
            case Entry.ReasonClaim _ -> entry.to().orElse(Long.MAX_VALUE);
            case Entry.StaffingClaim _, Entry.StateClaim _, Entry.ProductClaim _, Entry.JobClaim _ -> Long.MAX_VALUE;
        };
    }

    static Touched byStandard(Change<Standard> change) {
        String product = change.before().or(change::after).map(Standard::product).orElse("");
        return new Touched(change.workUnit(), least(change.before(), change.after(), Standard::validFrom),
                Long.MAX_VALUE, new Cause(Code.STANDARD, List.of(product)));
    }

    private static <T> long least(Optional<T> a, Optional<T> b, ToLongFunction<T> value) {
        return Stream.of(a, b).flatMap(Optional::stream).mapToLong(value).min().orElse(Long.MIN_VALUE);
    }

    private static <T> long greatest(Optional<T> a, Optional<T> b, ToLongFunction<T> value) {
        return Stream.of(a, b).flatMap(Optional::stream).mapToLong(value).max().orElse(Long.MAX_VALUE);
    }
}
