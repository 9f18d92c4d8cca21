package org.factfloor.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out of an edge box's journal: gives what is durable as {@linkplain Parcel parcels}, in the order of the journal,
 * and lets go of journal files once the server has them. With {@link Order#NEWEST_FIRST} a second lane carries live
 * samples past a backlog; words on life travel in order only, since the server must not believe in life before it has the
 * samples. At most one parcel of each lane is under way, so memory does not depend on how much waits.
 *
 * <p>Bounds the journal: what to do when it is full is {@link WhenFull}. Safe for many threads.
 */
public final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    /** So much at the end of the journal stays, sent or not: more than comes in between two words on life. */
    private static final long KEPT = 1 << 20;

    private final Settings settings;
    private final OutboxFile remembered;
    private final LossReports reports;
    private final Buffer buffer;
    /** What the box holds open, as far as the server has said that it has it. */
    private final OpenConnections delivered = new OpenConnections();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private volatile Runnable growth = () -> {
    };
    private volatile boolean full;
    private volatile @Nullable Label fault;
    private @Nullable Journal journal;
    private @Nullable Lanes lanes;
    private long cursor;
    private volatile boolean unsaved;

    /** What goes first after an outage. */
    public enum Order {
        /** Everything in the order it came. */
        OLDEST_FIRST,
        /** Live samples at once, and the backlog beside them. */
        NEWEST_FIRST
    }

    /** What happens when the buffer is full. */
    public enum WhenFull {
        /** The oldest samples are let go and counted. */
        DROP_OLDEST,
        /** New samples are refused and counted. */
        STOP
    }

    /**
     * Samples of a signal that are lost, or a remark on such that are not.
     *
     * @param hour of their source times, as {@link HourCounts#hourOf} numbers it; an earlier one where the count is of a
     *        day or longer
     */
    public record Loss(int signal, int hour, SampleFate fate, long samples) {

        /** Whether a box tells such: samples that were not taken, and remarks on the times of those that were. */
        public boolean isTold() {
            return isTold(fate);
        }

        static boolean isTold(SampleFate fate) {
            return fate.isRejection() || fate == SampleFate.RETIMED || fate == SampleFate.MOVED;
        }
    }

    /**
     * Losses that the server has not confirmed.
     *
     * @param number rises by one with each report; one that is told again has the number it had
     */
    public record Report(long number, List<Loss> losses) {}

    /**
     * How the journal goes out.
     *
     * @param file what is remembered over a restart; beside the journal's folder
     * @param bytes the journal is full when it has so many, at least 16 of its files
     * @param freeSpaceFloor bytes that stay free on its disk: the journal is full, too, when fewer are
     */
    public record Settings(Path file, Order order, WhenFull whenFull, long bytes, long freeSpaceFloor) {}

    private Outbox(Settings settings, OutboxFile remembered, LongSupplier nanos) {
        this.settings = settings;
        this.remembered = remembered;
        this.cursor = remembered.cursor();
        this.reports = new LossReports(remembered);
        remembered.delivered().forEach(
                (connection, until) -> delivered.accept(new JournalRecord.Opened(connection, List.of(), until)));
        this.buffer = new Buffer(settings, nanos);
    }

    /** An outbox that takes up where the file says; it belongs to one intake. */
    public static Outbox open(Settings settings, InstantSource clock) {
        return open(settings, clock, System::nanoTime);
    }

    static Outbox open(Settings settings, InstantSource clock, LongSupplier nanos) {
        return new Outbox(settings, OutboxFile.read(settings.file(), clock), nanos);
    }

    /** Takes up a journal; gives what the intake sees of it. */
    JournalTaker over(Journal journal, JournalFiles files) throws IOException {
        this.journal = journal;
        buffer.over(journal, files);
        lanes = new Lanes(journal, settings.order(), settings.file(), remembered);
        return new OutboxTaker(this, journal);
    }

    private Lanes lanes() {
        return Objects.requireNonNull(lanes, "the outbox has no journal yet");
    }

    /** Told once what adds to the journal again what is worth keeping of a file that is let go. */
    void keepWith(Buffer.Keeper keeper) {
        buffer.keepWith(keeper);
    }

    /** Has a listener told whenever there may be another parcel; it must return at once. */
    public void onGrowth(Runnable listener) {
        growth = listener;
    }

    /** The journal has grown. */
    void grown() {
        growth.run();
    }

    /** What is wrong with the buffer's files. */
    Optional<Label> fault() {
        return Optional.ofNullable(fault);
    }

    /** Why new samples are refused. */
    Optional<Label> full() {
        return full
                ? Optional.of(new Label(
                        "The buffer is full, so new samples are refused; bring the server back or give the"
                                + " buffer more room with --buffer-bytes.",
                        "缓存已满，因此拒收新采样；请恢复与服务器的连接，或用 --buffer-bytes 加大缓存。"))
                : Optional.empty();
    }

    /** Refusals and remarks of the box itself; reported to the server, whose ledger counts them. */
    void count(HourCounts counts) {
        reports.add(counts);
        unsaved = true;
    }

    /** Everything before it is at the server, or gone. */
    long cursor() {
        lock.lock();
        try {
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    /** A session with the server begins: parcels whose answer was lost are given again. */
    public void connected() throws IOException {
        lock.lock();
        try {
            lanes().connected(cursor);
        } finally {
            lock.unlock();
        }
    }

    /** The session has ended. */
    public void disconnected() throws IOException {
        lock.lock();
        try {
            save();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next parcel in the order of the journal, or the one that was under way when the last session ended.
     *
     * @param again whether the one under way is wanted
     */
    public Optional<Parcel> ordered(boolean again) throws IOException {
        lock.lock();
        try {
            Optional<Parcel> next = lanes().ordered(again);
            while (next.isPresent() && next.get().isEmpty()) {
                reached(next.get().to());
                next = lanes().ordered(again);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The next parcel of the lane that passes a backlog; as {@link #ordered}. */
    public Optional<Parcel> live(boolean again) throws IOException {
        lock.lock();
        try {
            return lanes().live(again);
        } finally {
            lock.unlock();
        }
    }

    /** The server has the parcel, durably. */
    public void taken(Parcel parcel) throws IOException {
        lock.lock();
        try {
            unsaved = true;
            if (lanes().taken(parcel)) {
                parcel.records().forEach(delivered::accept);
                reached(parcel.to());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Until when each connection was alive, µs, as far as the server has said that it has it: a server that knows less has
     * been set back to an earlier state.
     */
    public Map<String, Long> delivered() {
        lock.lock();
        try {
            return delivered.lastProofs();
        } finally {
            lock.unlock();
        }
    }

    private void reached(long position) throws IOException {
        cursor = Math.max(cursor, position);
        lanes().passed(cursor);
        unsaved = true;
        progress.signalAll();
    }

    /** Losses to report; the same ones until they are confirmed. Empty while there is nothing to report. */
    public Optional<Report> report() throws IOException {
        lock.lock();
        try {
            if (reports.begin()) {
                save();
            }
            return reports.current();
        } finally {
            lock.unlock();
        }
    }

    /** The server has counted a report, durably. */
    public void confirmed(long number) throws IOException {
        lock.lock();
        try {
            if (reports.confirmed(number)) {
                save();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes down what the server has, lets go of journal files that it has, and keeps the journal within its bounds.
     * Meant to be called about once a second.
     */
    public void tend() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (unsaved) {
                save();
            }
            Journal all = Objects.requireNonNull(journal);
            // After a crash the newest samples tell where silence begins, although they were sent.
            all.release(Math.min(cursor, all.end() - Math.min(KEPT, settings.bytes() / 16)));
            buffer.look();
            if (settings.whenFull() == WhenFull.STOP) {
                full = buffer.isFull() || buffer.isDiskLow();
            } else {
                // A disk that something else fills for a moment costs a file a second, not all of them.
                boolean more = !buffer.isDiskLow() || dropOldest(all);
                while (more && buffer.isFull()) {
                    more = dropOldest(all);
                }
            }
            fault = null;
        } catch (IOException e) {
            if (fault == null) {
                log.error("the buffer cannot be tended; it is tried again", e);
            }
            fault = new Label("The buffer's files cannot be written (" + e.getMessage()
                    + "); check the disk of the data folder.",
                    "缓存文件无法写入（" + e.getMessage() + "）；请检查数据文件夹所在磁盘。");
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the oldest file; false if it is the only one, or what is to be kept of it does not become durable. */
    private boolean dropOldest(Journal all) throws IOException, InterruptedException {
        lanes().keepBefore(all.oldest().map(Journal.Segment::end).orElse(0L));
        Optional<Long> behind = buffer.dropOldest(cursor, lanes().away(), lanes().sent(), reports.losses());
        if (behind.isEmpty()) {
            return false;
        }
        reached(behind.get());
        save();
        all.release(cursor);
        return true;
    }

    private void save() throws IOException {
        unsaved = false;
        try {
            new OutboxFile(cursor, lanes().sent(), lanes().orderedAway(), lanes().liveAway(), reports.losses().list(),
                    reports.number(), reports.reported(), delivered.lastProofs()).write(settings.file());
            lanes().tidy();
        } catch (IOException e) {
            unsaved = true;
            throw e;
        }
    }

    public Order order() {
        return settings.order();
    }

    public WhenFull whenFull() {
        return settings.whenFull();
    }

    /** How full the buffer is. */
    public Fill fill() {
        lock.lock();
        try {
            return buffer.fill(cursor);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How full a buffer is.
     *
     * @param waiting bytes the server does not have
     * @param bytes that are on the disk
     * @param room bytes that may be on the disk, as the disk is now
     * @param perSecond bytes that came in a second, over the last minute
     * @param dropped samples that were let go, since the process started
     */
    public record Fill(long waiting, long bytes, long room, double perSecond, long dropped) {}

    /**
     * Waits until everything before a position is at the server, or gone.
     *
     * @return false if that takes longer than the time given
     */
    boolean awaitReached(long position, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (cursor < position) {
                if (left <= 0) {
                    return false;
                }
                // Woken by progress.
                left -= TimeUnit.MILLISECONDS.toNanos(100);
                if (!progress.await(100, TimeUnit.MILLISECONDS)) {
                    log.trace("nothing sent within 100 ms");
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Writes down where it is, for the next start. */
    void stop() {
        lock.lock();
        try {
            save();
            lanes().close();
        } catch (IOException e) {
            log.warn("what was sent last could not be written down; it is sent again", e);
        } finally {
            lock.unlock();
        }
    }
}
