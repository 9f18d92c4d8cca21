package org.factfloor.intake;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * The newest durable sample of each signal. A {@link Watch} conflates: whoever is slow gets the latest value, never a
 * queue. Safe for many threads.
 */
public final class LiveBoard {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    /** By signal reference; references are small and dense. */
    private @Nullable Latest[] newest = new Latest[1024];

    /**
     * The newest sample of a signal.
     *
     * @param time source time, µs since 1970-01-01 UTC
     * @param bits of the number or whole; 0 for a text or no value
     * @param text empty unless the type is {@link ValueType#TEXT}
     * @param status 32-bit OPC UA status code
     * @param since source time from which value and status have been what they are, as far as this process knows
     * @param receivedAt our time, µs; the sample's own time where it was read back at a start
     */
    public record Latest(int signal, long time, ValueType type, long bits, String text, int status, long since,
            long receivedAt) {

        /** The value as a double; NaN for a text or no value. */
        public double number() {
            return switch (type) {
                case NUMBER -> Double.longBitsToDouble(bits);
                case WHOLE -> bits;
                case NONE, TEXT -> Double.NaN;
            };
        }

        private boolean sameValue(SampleBatch batch, int i) {
            return type == batch.type(i) && bits == batch.bits(i) && status == batch.status(i)
                    && text.equals(batch.text(i));
        }
    }

    /** Takes durable samples; older ones than a signal's newest leave it as it is. */
    public void update(SampleBatch batch, long receivedAt) {
        lock.lock();
        try {
            for (int i = 0; i < batch.size(); i++) {
                put(batch, i, receivedAt);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes samples read back at a start: received, as far as this process knows, at their own time. */
    void restore(SampleBatch batch) {
        lock.lock();
        try {
            for (int i = 0; i < batch.size(); i++) {
                put(batch, i, batch.time(i));
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(SampleBatch batch, int i, long receivedAt) {
        int signal = batch.signal(i);
        if (signal >= newest.length) {
            newest = Arrays.copyOf(newest, Math.max(signal + 1, newest.length * 2));
        }
        Latest before = newest[signal];
        boolean same = before != null && before.sameValue(batch, i);
        if (before != null && (before.time > batch.time(i) || before.time == batch.time(i) && same)) {
            return;
        }
        long since = before != null && same ? before.since : batch.time(i);
        newest[signal] = new Latest(signal, batch.time(i), batch.type(i), batch.bits(i), batch.text(i), batch.status(i),
                since, receivedAt);
        for (Watch watch : watches) {
            watch.touched(signal);
        }
    }

    /** The newest sample of a signal, if it ever had one. */
    public Optional<Latest> latest(int signal) {
        lock.lock();
        try {
            return signal >= 0 && signal < newest.length ? Optional.ofNullable(newest[signal]) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** A watch over no signals yet; close it when done. */
    public Watch watch() {
        Watch watch = new Watch();
        watches.add(watch);
        return watch;
    }

    /** One reader's view of what has changed since it last looked. Safe for many threads. */
    public final class Watch implements AutoCloseable {

        private final BitSet watched = new BitSet();
        private final BitSet changed = new BitSet();

        private Watch() {}

        /** Watches these signals instead of what was watched; those with a sample count as changed. */
        public void set(Collection<Integer> signals) {
            lock.lock();
            try {
                watched.clear();
                signals.forEach(watched::set);
                changed.clear();
                changed.or(watched);
            } finally {
                lock.unlock();
            }
        }

        /** The newest sample of each watched signal that got one since the last call; at most one a signal. */
        public List<Latest> drain() {
            lock.lock();
            try {
                List<Latest> result = changed.stream().filter(signal -> signal < newest.length)
                        .mapToObj(signal -> Optional.ofNullable(newest[signal])).flatMap(Optional::stream).toList();
                changed.clear();
                return result;
            } finally {
                lock.unlock();
            }
        }

        private void touched(int signal) {
            if (watched.get(signal)) {
                changed.set(signal);
            }
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
