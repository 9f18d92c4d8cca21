package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.factfloor.intake.Outbox.Order;
import org.jspecify.annotations.Nullable;

/**
 * What of an edge box's journal is under way to the server: a parcel in the order of the journal, and one of live samples
 * that pass a backlog, at most. What became of a parcel is not known until the server has answered, however many sessions
 * and starts that takes. Not safe for many threads.
 */
final class Lanes {

    /** So many bytes behind, what is sent is of the past. */
    private static final long BACKLOG = 256 << 10;
    /** No more of the journal is gone through for one parcel, in bytes. */
    private static final long AT_ONCE = 4 << 20;

    private final Journal journal;
    private final Order order;
    private final Path file;
    /** What has passed the backlog and is at the server. */
    private final Stretches sent;
    private JournalReader ordered;
    private @Nullable Parcel orderedAway;
    private @Nullable JournalReader live;
    private @Nullable Parcel liveAway;

    /**
     * Lanes that take up where the last run ended.
     *
     * @param file of the outbox; parcels are kept beside it
     */
    Lanes(Journal journal, Order order, Path file, OutboxFile remembered) throws IOException {
        this.journal = journal;
        this.order = order;
        this.file = file;
        this.sent = remembered.sent();
        this.orderedAway = reread(remembered.away(), false);
        this.liveAway = reread(remembered.ahead(), true);
        this.ordered = journal.read(behindAway(remembered.cursor()));
    }

    /** A parcel of the last run of which nobody knows whether the server has it. */
    private @Nullable Parcel reread(Optional<OutboxFile.Range> range, boolean passes) throws IOException {
        if (range.isEmpty()) {
            return null;
        }
        Optional<Parcel> kept = ParcelFile.read(kept(passes))
                .filter(parcel -> parcel.from() == range.get().from() && parcel.to() == range.get().to());
        if (kept.isPresent()) {
            return kept.get();
        }
        try (JournalReader reader = journal.read(range.get().from())) {
            Parcel parcel = read(reader, range.get().to(), passes);
            return parcel.isEmpty() ? null : parcel;
        }
    }

    /** Where a parcel is kept whose journal file is let go. */
    private Path kept(boolean passes) {
        return file.resolveSibling(file.getFileName() + (passes ? ".ahead" : ".away"));
    }

    private long behindAway(long cursor) {
        return Math.max(cursor, orderedAway == null ? 0 : orderedAway.to());
    }

    /** A session begins. */
    void connected(long cursor) throws IOException {
        begin(behindAway(cursor));
        if (live != null) {
            live.close();
        }
        boolean passes = order == Order.NEWEST_FIRST && journal.end() - cursor > BACKLOG
                && sent.hasRoomAt(journal.end());
        live = passes || liveAway != null ? journal.read(journal.end()) : null;
    }

    private void begin(long position) throws IOException {
        ordered.close();
        ordered = journal.read(position);
    }

    /**
     * The next parcel in order, which may be an empty one where only samples are that the server has; none at the end, or
     * while one is under way.
     *
     * @param again whether the one under way is wanted
     */
    Optional<Parcel> ordered(boolean again) throws IOException {
        if (orderedAway != null) {
            return again ? Optional.of(orderedAway) : Optional.empty();
        }
        if (live != null && liveAway == null
                && (ordered.position() >= live.position() || !sent.hasRoomAt(live.position()))) {
            live.close();
            live = null;
        }
        long limit = live == null ? Long.MAX_VALUE : liveAway == null ? live.position() : liveAway.from();
        Parcel parcel = read(ordered, limit, false);
        orderedAway = parcel.isEmpty() ? null : parcel;
        return parcel.to() == parcel.from() ? Optional.empty() : Optional.of(parcel);
    }

    /** The next parcel of live samples that pass a backlog; as {@link #ordered}. */
    Optional<Parcel> live(boolean again) throws IOException {
        if (liveAway != null) {
            return again ? Optional.of(liveAway) : Optional.empty();
        }
        if (live == null || !sent.hasRoomAt(live.position())) {
            // What passed the backlog is accounted for to the record, so no more may pass than is remembered.
            return Optional.empty();
        }
        Parcel parcel = read(live, Long.MAX_VALUE, true);
        // Words alone go in order.
        liveAway = parcel.isEmpty() ? null : parcel;
        if (parcel.isEmpty() && sent.isEnd(parcel.from())) {
            // No sample of what lies between is missing at the server.
            sent.add(parcel.from(), parcel.to());
        }
        return Optional.ofNullable(liveAway);
    }

    private Parcel read(JournalReader reader, long limit, boolean samplesOnly) throws IOException {
        long from = reader.position();
        List<ByteBuffer> payloads = new ArrayList<>();
        int samples = 0;
        int bytes = 0;
        while (samples < Parcel.ENOUGH_SAMPLES && bytes < Parcel.ENOUGH_BYTES && reader.position() < limit
                && reader.position() - from < AT_ONCE) {
            ByteBuffer payload = reader.next();
            if (payload == null) {
                break;
            }
            int rows = RecordReader.rows(payload);
            long to = reader.position();
            boolean there = rows > 0 && sent.contains(to - payload.remaining() - RecordWriter.HEADER, to);
            if (!there && (rows > 0 || !samplesOnly)) {
                payloads.add(ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip());
                samples += rows;
                bytes += payload.remaining();
            }
        }
        boolean past = !samplesOnly && journal.end() - reader.position() > BACKLOG;
        return Parcel.of(from, reader.position(), past, payloads);
    }

    /** The server has a parcel; whether everything up to its end is there. */
    boolean taken(Parcel parcel) {
        if (parcel == orderedAway) {
            orderedAway = null;
            return true;
        }
        if (parcel == liveAway) {
            liveAway = null;
            sent.add(parcel.from(), parcel.to());
        }
        return false;
    }

    /** Keeps parcels of which nobody knows whether they are there, before the journal files up to a position go. */
    void keepBefore(long end) throws IOException {
        if (orderedAway != null && orderedAway.from() < end) {
            ParcelFile.write(kept(false), orderedAway);
        }
        if (liveAway != null && liveAway.from() < end) {
            ParcelFile.write(kept(true), liveAway);
        }
    }

    /** What lies before the cursor is there, or gone. */
    void passed(long cursor) throws IOException {
        sent.forgetBefore(cursor);
        if (ordered.position() < cursor) {
            begin(behindAway(cursor));
        }
    }

    /** Forgets parcels that were kept and are there now. */
    void tidy() throws IOException {
        if (orderedAway == null) {
            Files.deleteIfExists(kept(false));
        }
        if (liveAway == null) {
            Files.deleteIfExists(kept(true));
        }
    }

    Stretches sent() {
        return sent;
    }

    /** Parcels of which nobody knows whether the server has them. */
    List<Parcel> away() {
        return Stream.of(Optional.ofNullable(orderedAway), Optional.ofNullable(liveAway)).flatMap(Optional::stream)
                .toList();
    }

    Optional<OutboxFile.Range> orderedAway() {
        return range(orderedAway);
    }

    Optional<OutboxFile.Range> liveAway() {
        return range(liveAway);
    }

    private static Optional<OutboxFile.Range> range(@Nullable Parcel parcel) {
        return Optional.ofNullable(parcel).map(away -> new OutboxFile.Range(away.from(), away.to()));
    }

    void close() throws IOException {
        ordered.close();
        if (live != null) {
            live.close();
        }
    }
}
