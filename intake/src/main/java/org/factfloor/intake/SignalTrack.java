package org.factfloor.intake;

import java.util.ArrayList;
import java.util.List;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * What one signal was filed under, and so where its next sample belongs. Different values that a source gives for one time,
 * in order, move to the next free µs; the same ones delivered again get the times they had, so history can count them
 * as duplicates. Not safe for many threads.
 */
final class SignalTrack {

    static final long NEVER = Long.MIN_VALUE;

    private @Nullable Run newest;
    /** Where a source that goes through its past again stands. */
    private @Nullable Run older;
    private long newestTime = NEVER;
    private boolean silent;
    private long refusedFrom = NEVER;

    /** The time row {@code i} is to be filed under. */
    long assign(SampleBatch batch, int i) {
        long time = batch.time(i);
        long assigned;
        if (newest == null) {
            newest = new Run(time, time, batch, i);
            assigned = time;
        } else if (time >= newest.source) {
            assigned = newest.assign(batch, i);
            older = null;
        } else {
            newest.rewind();
            if (older == null || time < older.source) {
                older = new Run(time, time, batch, i);
                assigned = time;
            } else {
                assigned = older.assign(batch, i);
            }
        }
        filed(assigned, false);
        return assigned;
    }

    /** Takes note of a sample that was filed earlier. */
    void know(SampleBatch batch, int i) {
        long time = batch.time(i);
        boolean mark = batch.isSilence(i);
        if (!mark && (newest == null || time > newest.source)) {
            newest = new Run(time, time, batch, i);
            newest.rewind();
        }
        filed(time, mark);
    }

    private void filed(long time, boolean mark) {
        if (time > newestTime) {
            newestTime = time;
            silent = mark;
        }
    }

    /** From here on the source may deliver again what it delivered before. */
    void reconnected() {
        older = null;
        if (newest != null) {
            newest.rewind();
        }
    }

    /** The newest time filed under; {@link #NEVER} before the first. */
    long newestTime() {
        return newestTime;
    }

    /** Whether the newest is a mark of silence. */
    boolean isSilent() {
        return silent;
    }

    /** Takes note that a sample was refused. */
    void refuse(long time) {
        if (!silent && refusedFrom == NEVER) {
            refusedFrom = time;
        }
    }

    boolean isRefused() {
        return refusedFrom != NEVER;
    }

    /**
     * Marks in {@code into} that nothing is known from {@code since} on, or from the first refused sample, but after the
     * newest sample. Nothing if that is marked already.
     */
    void silence(int signal, long since, SampleBatch into) {
        long from = refusedFrom == NEVER ? since : Math.min(since, refusedFrom);
        refusedFrom = NEVER;
        if (!silent) {
            long time = newestTime == NEVER ? from : Math.max(from, newestTime + 1);
            into.addNone(signal, time, StatusCode.BAD_NO_COMMUNICATION);
            filed(time, true);
        }
    }

    /** Values a source gave for one time, and where they were filed. */
    private static final class Run {

        /** A clock that stands still makes a run endless; behind so many values none is recognised again. */
        private static final int REMEMBERED = 32;

        private long source;
        private long assigned;
        private Value last;
        /** Every value of the run; null while there is one only. */
        private @Nullable List<Value> values;
        /** Index of the value delivered last; behind the end when further ones are not remembered. */
        private int cursor;

        Run(long source, long assigned, SampleBatch batch, int i) {
            this.source = source;
            this.assigned = assigned;
            this.last = Value.of(batch, i, assigned);
        }

        void rewind() {
            cursor = -1;
        }

        /** For a sample of the run's source time or a later one. */
        long assign(SampleBatch batch, int i) {
            if (batch.time(i) > source) {
                source = batch.time(i);
                values = null;
                cursor = 0;
                // The run before may have spilled over this time.
                return append(batch, i, Math.max(source, assigned + 1));
            }
            if (cursor >= 0 && at(cursor).is(batch, i)) {
                return at(cursor).assigned();
            }
            for (int next = cursor + 1; next < size(); next++) {
                if (at(next).is(batch, i)) {
                    cursor = next;
                    return at(next).assigned();
                }
            }
            if (values == null) {
                values = new ArrayList<>(List.of(last));
            }
            long time = append(batch, i, assigned + 1);
            if (values.size() < REMEMBERED) {
                values.add(last);
            } else {
                values.set(REMEMBERED - 1, last);
            }
            cursor = values.size() - 1;
            return time;
        }

        private long append(SampleBatch batch, int i, long time) {
            assigned = time;
            last = Value.of(batch, i, time);
            return time;
        }

        private int size() {
            return values == null ? 1 : values.size();
        }

        private Value at(int index) {
            return values == null ? last : values.get(index);
        }
    }

    private record Value(ValueType type, long bits, String text, int status, int revision, long assigned) {

        static Value of(SampleBatch batch, int i, long assigned) {
            return new Value(batch.type(i), batch.bits(i), batch.text(i), batch.status(i), batch.revision(i), assigned);
        }

        boolean is(SampleBatch batch, int i) {
            return type == batch.type(i) && bits == batch.bits(i) && status == batch.status(i)
                    && revision == batch.revision(i) && text.equals(batch.text(i));
        }
    }
}
