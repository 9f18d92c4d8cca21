package org.factfloor.engine;

import java.util.List;
import java.util.Optional;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;

/**
 * What came of computing closed facts again.
 *
 * @param from where the first compared cell begins, µs
 * @param to where the last compared cell ends, µs; {@code from} where nothing is closed in the range
 * @param base time of the state it began at, µs; {@link Long#MIN_VALUE} for the beginning of history
 * @param samples how many it took
 * @param cells how many were compared
 * @param differences in order of time; at most {@link #MOST_DIFFERENCES}
 */
public record Recomputed(long from, long to, long base, long samples, long cells, List<Difference> differences) {

    public static final int MOST_DIFFERENCES = 100;

    public Recomputed {
        differences = List.copyOf(differences);
    }

    public boolean equal() {
        return differences.isEmpty();
    }

    /** One place where what is stored is not what came out. */
    public sealed interface Difference {
        long from();

        long to();
    }

    /** A cell that is missing, too many or another. */
    public record CellDifference(Optional<Cell> stored, Optional<Cell> recomputed) implements Difference {
        @Override
        public long from() {
            return stored.or(() -> recomputed).orElseThrow().from();
        }

        @Override
        public long to() {
            return stored.or(() -> recomputed).orElseThrow().to();
        }
    }

    /** An interval that is missing, too many or another. */
    public record IntervalDifference(Optional<Interval> stored, Optional<Interval> recomputed) implements Difference {
        @Override
        public long from() {
            return stored.or(() -> recomputed).orElseThrow().from();
        }

        @Override
        public long to() {
            return stored.or(() -> recomputed).orElseThrow().to();
        }
    }
}
