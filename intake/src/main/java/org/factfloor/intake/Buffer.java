package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of an edge box's journal, and what is done at them. The oldest file is let go as a whole, but for the newest
 * sample of each signal in it, which holds on: that one goes to the journal's end and is not lost. From the first sample of
 * a signal that is lost up to its next one nothing is known, which a mark of silence says. Not safe for many threads.
 */
final class Buffer {

    private static final int LOOKS = 60;

    private final Outbox.Settings settings;
    private final LongSupplier nanos;
    /** The journal's end at the last looks. */
    private final Deque<Look> looks = new ArrayDeque<>();
    private @Nullable Journal journal;
    private @Nullable JournalFiles files;
    private @Nullable Keeper keeper;
    private long free = Long.MAX_VALUE;
    private long dropped;

    private record Look(long nanos, long end) {}

    /** Adds samples to the end of the journal. */
    interface Keeper {

        /** Returns when they are durable; false if they do not become so. */
        boolean keep(SampleBatch batch) throws InterruptedException;
    }

    Buffer(Outbox.Settings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    void over(Journal of, JournalFiles in) {
        journal = of;
        files = in;
    }

    void keepWith(Keeper other) {
        keeper = other;
    }

    /** Looks at the disk and at what has come in. */
    void look() throws IOException {
        Journal all = Objects.requireNonNull(journal);
        free = Objects.requireNonNull(files).usableSpace();
        long now = nanos.getAsLong();
        looks.addLast(new Look(now, all.end()));
        while (looks.size() > 2 && now - looks.getFirst().nanos() > TimeUnit.SECONDS.toNanos(LOOKS)
                || looks.size() > 10 * LOOKS) {
            looks.removeFirst();
        }
    }

    /** Whether the journal has as many bytes as it may have. */
    boolean isFull() {
        return Objects.requireNonNull(journal).bytes() >= settings.bytes();
    }

    /** Whether less was free at the last look than has to stay free. */
    boolean isDiskLow() {
        return free < settings.freeSpaceFloor();
    }

    Outbox.Fill fill(long cursor) {
        Journal all = Objects.requireNonNull(journal);
        long bytes = all.bytes();
        long room = free == Long.MAX_VALUE
                ? settings.bytes()
                : Math.max(bytes, Math.min(settings.bytes(), bytes + free - settings.freeSpaceFloor()));
        double perSecond = 0;
        if (looks.size() > 1) {
            Look first = looks.getFirst();
            Look last = looks.getLast();
            perSecond = (last.end() - first.end()) / Math.max(1e-3, (last.nanos() - first.nanos()) / 1e9);
        }
        return new Outbox.Fill(all.end() - cursor, bytes, room, perSecond, dropped);
    }

    /**
     * Takes account of the oldest file, so that it can be let go.
     *
     * @param cursor the server has what lies before
     * @param away parcels of which nobody knows whether the server has them; they are not lost
     * @param sent what the server has, too
     * @param losses gets what is lost
     * @return the position behind the file; empty if it cannot be let go
     */
    Optional<Long> dropOldest(long cursor, List<Parcel> away, Stretches sent, Losses losses)
            throws IOException, InterruptedException {
        Journal all = Objects.requireNonNull(journal);
        Optional<Journal.Segment> oldest = all.oldest();
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        long end = oldest.get().end();
        SampleBatch rows = new SampleBatch();
        try (JournalReader reader = all.read(Math.max(cursor, oldest.get().start()))) {
            for (ByteBuffer payload = reader.next(); payload != null && reader.position() <= end; payload = reader
                    .next()) {
                long to = reader.position();
                boolean isAway = away.stream().anyMatch(parcel -> to > parcel.from() && to <= parcel.to());
                if (!isAway && !sent.contains(to - payload.remaining() - RecordWriter.HEADER, to)) {
                    RecordReader.samples(payload, rows);
                }
            }
        }
        BitSet newest = newest(rows);
        SampleBatch kept = new SampleBatch();
        newest.stream().forEach(row -> kept.addFrom(rows, row));
        Map<Integer, Long> unknownFrom = new HashMap<>();
        for (int i = newest.nextClearBit(0); i < rows.size(); i = newest.nextClearBit(i + 1)) {
            unknownFrom.merge(rows.signal(i), rows.time(i), Math::min);
        }
        unknownFrom.forEach((signal, from) -> kept.addNone(signal, from, StatusCode.BAD_NO_COMMUNICATION));
        if (!kept.isEmpty() && !Objects.requireNonNull(keeper).keep(kept)) {
            return Optional.empty();
        }
        for (int i = newest.nextClearBit(0); i < rows.size(); i = newest.nextClearBit(i + 1)) {
            if (!rows.isSilence(i)) {
                losses.add(rows.signal(i), HourCounts.hourOf(rows.time(i)), SampleFate.EDGE_FULL, 1);
                dropped++;
            }
        }
        return Optional.of(end);
    }

    /** The rows that are the newest of their signal. */
    private static BitSet newest(SampleBatch rows) {
        Map<Integer, Integer> bySignal = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Integer before = bySignal.get(rows.signal(i));
            if (before == null || rows.time(i) >= rows.time(before)) {
                bySignal.put(rows.signal(i), i);
            }
        }
        BitSet newest = new BitSet(rows.size());
        bySignal.values().forEach(newest::set);
        return newest;
    }
}
