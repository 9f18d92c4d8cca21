package org.factfloor.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Interval;

/**
 * The port to where computed facts are kept. All of it is derived: a store that is lost is filled again. Reads see what was
 * committed last. Safe for many threads; writing waits for its turn.
 */
public interface FactStore extends AutoCloseable {

    /**
     * The cells that overlap [from, to), by time.
     *
     * @param workUnit id of the machine
     */
    List<Cell> cells(String workUnit, long from, long to);

    /** The cells and the intervals that overlap [from, to), by time. */
    Stored facts(String workUnit, long from, long to);

    /** What is stored of a range. */
    record Stored(List<Cell> cells, List<Interval> intervals) {

        public Stored {
            cells = List.copyOf(cells);
            intervals = List.copyOf(intervals);
        }
    }

    /** The last saved state at or before a time. */
    Optional<SavedState> stateBefore(String workUnit, long time);

    /** Times of all saved states of a machine, rising. */
    List<Long> stateTimes(String workUnit);

    /** Revisions whose range overlaps [from, to), by number. */
    List<Revision> revisions(String workUnit, long from, long to);

    Optional<Closing> closing(String workUnit, ShiftRef shift);

    /** Pasts that are to be computed again, in the sequence in which they were noted. */
    List<Touch> touches();

    /** A stored position or number; empty where none was stored. */
    OptionalLong mark(String name);

    /** Runs changes as one transaction: all of them or, where it throws, none. */
    <T> T write(Function<Transaction, T> changes);

    @Override
    void close();

    /** What a transaction can change. */
    interface Transaction {

        /**
         * Puts cells and intervals in the place of those that end after {@code after} and not after {@code upTo}.
         *
         * @param cells by time; their ends lie there
         * @param intervals by time; their ends lie there
         */
        void replace(String workUnit, Decided after, Decided upTo, List<Cell> cells, List<Interval> intervals);

        /** Adds a state or puts it in the place of the one of the same time. */
        void putState(String workUnit, SavedState state);

        /** Removes the states of these times. */
        void dropStates(String workUnit, List<Long> times);

        /** Adds a revision with the next number, which it returns. */
        long addRevision(long at, Revision.Cause cause, String workUnit, long from, long to);

        /** Adds a touch with the next number, which it returns. */
        long addTouch(Touch touch);

        void removeTouch(long number);

        void putClosing(Closing closing);

        void putMark(String name, long value);
    }

    /**
     * A kernel's state.
     *
     * @param time up to which it was advanced, µs
     * @param decided how much of the facts it had given out
     * @param kernel its saved form
     * @param newest time of the newest sample it was fed, by signal, µs
     */
    @SuppressWarnings("ArrayRecordComponent") // only carries the bytes; compared with Arrays.equals
    record SavedState(long time, Decided decided, byte[] kernel, Map<Integer, Long> newest) {

        public SavedState {
            newest = Map.copyOf(newest);
        }
    }

    /**
     * Where the facts that a kernel has given out end. Intervals may be ahead: cells may wait for pieces.
     *
     * @param cells µs
     * @param intervals µs
     */
    record Decided(long cells, long intervals) {

        /** Nothing was given out. */
        public static final Decided NOTHING = new Decided(Long.MIN_VALUE, Long.MIN_VALUE);

        /** All there is, whatever it is. */
        public static final Decided EVERYTHING = new Decided(Long.MAX_VALUE, Long.MAX_VALUE);

        /** Whether anything lies between them. */
        public boolean isAfter(Decided other) {
            return cells > other.cells || intervals > other.intervals;
        }
    }

    /**
     * A past that is to be computed again.
     *
     * @param number 0 for one that is not stored yet
     * @param from what begins here or later may be another, µs
     * @param until what is fed from here on is what it was, µs
     */
    record Touch(long number, String workUnit, long from, long until, Revision.Cause cause) {}
}
