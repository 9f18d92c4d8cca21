package org.factfloor.intake;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.factfloor.connectivity.Gap;
import org.factfloor.connectivity.SampleSink;
import org.factfloor.history.History;
import org.factfloor.history.HourCounts;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes samples over, makes them durable, then shows them on the board and hands them to history. Writes down silence: one
 * sample without a value and status {@code BadNoCommunication} for each signal that nothing is known of any more. Such a
 * mark stands at the connection's last proof of life, but after the newest sample of its signal, which is life, too; a
 * signal that is marked already gets no second mark. Safe for many threads.
 */
public final class Intake implements SampleSink, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** So long what an edge box keeps of a full buffer may take to become durable. */
    private static final Duration KEEPING = Duration.ofSeconds(10);

    private final LiveBoard board = new LiveBoard();
    private final Ledger ledger;
    private final InstantSource clock;
    private final Journal journal;
    private final WriteQueue queue;
    private final SampleCutter cutter;
    private final JournalWriter writer;
    private final JournalTaker taker;
    private final DiskFloor floor;
    private final LifeSigns life = new LifeSigns();
    private final Recall recall;
    private final Reception reception;
    private final Backfill backfill;
    private final OpenGaps gaps;
    /** None on an edge box, whose sources' past nobody asks for. */
    private final Optional<GapFiller> gapFiller;
    private final Forwarding forwarding;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Intake(IntakeSettings settings, JournalFiles files, Journal journal, JournalTaker taker, Ledger ledger,
            Optional<History> history, InstantSource clock) {
        this.clock = clock;
        this.journal = journal;
        this.taker = taker;
        this.ledger = ledger;
        this.floor = new DiskFloor(files, settings.freeSpaceFloor());
        this.queue = new WriteQueue(settings);
        this.cutter = new SampleCutter(queue.largestEntry(), queue.mostRoom());
        this.writer = new JournalWriter(journal, queue, settings, life::news, () -> taker.notes(ledger.notes()),
                new Outcomes());
        this.gaps = new OpenGaps(settings.folder().resolveSibling("gaps.txt"));
        this.gapFiller = history.map(past -> new GapFiller(this, past));
        this.backfill = new Backfill(queue, cutter, floor, ledger, clock, taker::keepsUp);
        ReentrantLock order = new ReentrantLock();
        SignalTracks tracks = new SignalTracks();
        SilenceMarks marks = new SilenceMarks(queue, ledger, tracks, clock);
        this.recall = new Recall(journal, taker, board, ledger, order, tracks);
        this.reception = new Reception(queue, cutter, floor, ledger, taker, writer, marks, life, clock, order, tracks);
        this.forwarding = new Forwarding(queue, cutter, floor, ledger, taker, marks, order, tracks,
                journal.openConnections());
    }

    /**
     * Opens the journal, writes down the silence that a crash left, and starts.
     *
     * @param history belongs to the caller, who closes it after the intake
     * @throws IntakeException if the journal cannot be opened
     */
    public static Intake open(IntakeSettings settings, History history, InstantSource clock) {
        try {
            return open(settings, new FolderFiles(settings.folder()), history, clock);
        } catch (IOException e) {
            throw cannotOpen(settings, e);
        }
    }

    static Intake open(IntakeSettings settings, JournalFiles files, History history, InstantSource clock) {
        Ledger ledger = new Ledger(true);
        return open(settings, files, history.cursor(), journal -> new Applier(journal, history, settings, ledger),
                ledger, Optional.of(history), clock);
    }

    /**
     * Opens the journal of an edge box, which has no history: what is durable goes out to a server.
     *
     * @param outbox belongs to this intake from here on
     * @throws IntakeException if the journal cannot be opened
     */
    public static Intake open(IntakeSettings settings, Outbox outbox, InstantSource clock) {
        try {
            JournalFiles files = new FolderFiles(settings.folder());
            Intake intake = open(settings, files, outbox.cursor(), journal -> outbox.over(journal, files),
                    new Ledger(false), Optional.empty(), clock);
            outbox.keepWith(intake::keep);
            return intake;
        } catch (IOException e) {
            throw cannotOpen(settings, e);
        }
    }

    private static Intake open(IntakeSettings settings, JournalFiles files, long cursor,
            Taking taking, Ledger ledger, Optional<History> history, InstantSource clock) {
        try {
            Journal journal = Journal.open(files, settings.segmentBytes(), cursor);
            return start(settings, files, journal, taking, ledger, history, clock);
        } catch (IOException | IllegalArgumentException e) {
            throw cannotOpen(settings, e);
        }
    }

    /** Makes what takes the journal. */
    private interface Taking {
        JournalTaker over(Journal journal) throws IOException;
    }

    private static Intake start(IntakeSettings settings, JournalFiles files, Journal journal, Taking taking,
            Ledger ledger, Optional<History> history, InstantSource clock) throws IOException {
        try {
            JournalTaker taker = taking.over(journal);
            Intake intake = new Intake(settings, files, journal, taker, ledger, history, clock);
            intake.recover();
            intake.writer.start();
            taker.start();
            return intake;
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private static IntakeException cannotOpen(IntakeSettings settings, Exception e) {
        return new IntakeException("The journal in " + settings.folder() + " cannot be opened (" + e.getMessage()
                + "); check that the folder can be written and its disk is not full.", e);
    }

    private void recover() throws IOException {
        JournalRecord.State state = journal.openConnections().state();
        recall.newest(Stream
                .concat(Stream.of(state.open()), state.edges().values().stream().map(JournalRecord.OfEdge::open))
                .flatMap(List::stream).flatMap(connection -> connection.signals().stream()).distinct().toList());
        recall.journal();
        reception.recover(state.open());
    }

    /** Shows the newest sample history has of each of these signals on the board. */
    public void seed(List<Integer> signals) {
        recall.newest(signals);
    }

    @Override
    public void opened(String connection, List<Integer> refs, long at) {
        recall.unknown(refs);
        forwarding.movesTo(connection, "");
        Map<Integer, Long> silentSince = reception.opened(connection, refs, at);
        if (gapFiller.isPresent()) {
            // Before the first sample, from which on nothing else tells of the gap; a disk that is slow keeps no one else.
            gaps.opened(connection, silentSince, at);
        }
    }

    @Override
    public void accept(String connection, SampleBatch batch, long receivedAt) throws InterruptedException {
        reception.accept(batch, receivedAt);
    }

    @Override
    public void retimed(int ref, long time) {
        ledger.retimed(ref, time);
    }

    @Override
    public void alive(String connection, long at) {
        life.alive(connection, at);
    }

    @Override
    public void closed(String connection, long lastProofOfLife) {
        reception.closed(connection, lastProofOfLife);
    }

    /**
     * Takes over samples of the past and returns when they are durable. Gives way to live samples. The same samples in the
     * same order again are duplicates.
     *
     * @throws IntakeException if some were refused, for lack of disk space; the rest is durable
     */
    public void backfill(SampleBatch batch) throws InterruptedException {
        require(batch, backfill.add(batch));
    }

    /**
     * As {@link #backfill}, for samples that a {@link Filing} has put under the times they belong to: they are filed there,
     * whatever came before them.
     */
    public void backfillFiled(SampleBatch batch) throws InterruptedException {
        require(batch, backfill.addFiled(batch));
    }

    private void require(SampleBatch batch, int refused) {
        if (refused > 0) {
            throw new IntakeException(refused + " of " + batch.size() + " samples of the past were refused. "
                    + fault().map(Label::en).orElse("Texts of over a million characters are not kept."), null);
        }
    }

    @Override
    public List<Gap> gaps(String connection, List<Integer> refs) {
        return gapFiller.isEmpty() ? List.of() : gaps.of(connection, refs);
    }

    @Override
    public void fill(SampleBatch batch) throws InterruptedException {
        backfill(batch);
    }

    @Override
    public void filled(String connection, Gap gap, List<Integer> refs, long knownFrom) throws InterruptedException {
        if (gapFiller.isPresent()) {
            backfillFiled(gapFiller.get().end(gap, refs, knownFrom));
            gaps.filled(connection, gap, refs);
        }
    }

    /**
     * Takes over a parcel of an edge box and returns when it is durable. The same parcel again is duplicates.
     *
     * @param reach what the box may write; what lies outside is passed over
     * @return how many samples were passed over
     * @throws IntakeException if it is not taken at present; the box has it and is to bring it again
     * @throws IllegalArgumentException if it cannot be read, or has samples that no machine says
     */
    public int forward(String edge, Parcel parcel, EdgeReach reach) throws InterruptedException {
        List<JournalRecord> records = Reached.within(reach, parcel.records());
        if (!forwarding.take(edge, records, parcel.isPast(), Micros.of(clock.instant()))) {
            throw new IntakeException(fault().map(Label::en).orElse("No samples are taken while Factfloor stops."),
                    null);
        }
        return parcel.samples() - records.stream().mapToInt(Reached::samples).sum();
    }

    /**
     * Counts what an edge box had to let go, or noticed of its samples, and returns when that is durable. A report that was
     * counted before changes nothing.
     *
     * @param number of the report; rises
     * @throws IntakeException if it cannot be written at present; the box is to tell it again
     */
    public void report(String edge, long number, HourCounts counts) throws InterruptedException {
        if (!forwarding.report(edge, number, counts, Micros.of(clock.instant()))) {
            throw new IntakeException(fault().map(Label::en).orElse("Nothing is counted while Factfloor stops."), null);
        }
    }

    /**
     * A box of this name is replaced by another one: what the former held open is silent since the last proof of life it
     * told.
     */
    public void abandon(String edge) {
        forwarding.abandon(edge, Micros.of(clock.instant()));
    }

    /**
     * A box says what it has delivered. Where that is more than is known here, this server was set back to an earlier state:
     * what came between is nowhere any more, so its signals are silent from what is known here to what comes next.
     *
     * @return the connections of which something is missing
     */
    public List<String> resumed(String edge, List<Delivered> delivered) {
        recall.unknown(delivered.stream().flatMap(each -> each.signals().stream()).distinct().toList());
        return forwarding.resumed(edge, delivered, Micros.of(clock.instant()));
    }

    /** Until when each connection that an edge box holds open was alive, µs, as far as that is known here. */
    public Map<String, Long> lives(String edge) {
        return forwarding.lives(edge);
    }

    /** Adds to the journal again what is about to leave it with its oldest file; false if that does not become durable. */
    private boolean keep(SampleBatch batch) throws InterruptedException {
        long now = Micros.of(clock.instant());
        List<JournalEntry> entries = new ArrayList<>();
        for (int from = 0; from < batch.size(); from = cutter.end(batch, from)) {
            SampleBatch piece = new SampleBatch();
            for (int i = from; i < cutter.end(batch, from); i++) {
                piece.addFrom(batch, i);
            }
            entries.add(JournalEntry.own(new JournalRecord.Samples(piece), now));
        }
        return queue.submit(entries) && queue.awaitOutcomes(KEEPING.toNanos()) && writer.fault().isEmpty();
    }

    /**
     * Has a listener told what history takes, from its next transaction on.
     *
     * @return ends it
     */
    public AutoCloseable onApplied(AppliedListener listener) {
        return taker.listen(listener);
    }

    /** Keeps all of the journal that history has not taken, and what comes from now on, until it is closed: for a copy. */
    public JournalHold holdJournal() {
        return journal.hold();
    }

    /** The newest durable sample of each signal. */
    public LiveBoard board() {
        return board;
    }

    public IntakeCounts counts() {
        return ledger.counts();
    }

    /**
     * What became of the samples of some signals in the hours that lie in [from, to) wholly or in part: the ledger as it is
     * at one moment, from the first sample to those in the queue. For each signal and hour {@code APPLIED = STORED +
     * DUPLICATE + SUPERSEDED}, or samples are missing; received are {@code APPLIED}, {@code IN_FLIGHT} and the rejections.
     */
    public HourCounts ledger(List<Integer> signals, long from, long to) {
        return taker.hours(signals, from, to);
    }

    /** What is wrong in the intake, in one sentence; empty when all is well. */
    public Optional<Label> fault() {
        return Stream
                .of(obstacle(), taker.fault(),
                        journal.damages().stream().findFirst().map(Journal.Damage::told))
                .flatMap(Optional::stream).findFirst();
    }

    /** What keeps new samples from being taken right now, in one sentence: while there is one, no value is fresh. */
    public Optional<Label> obstacle() {
        return writer.fault().or(floor::fault).or(taker::full);
    }

    /**
     * Waits until history holds every sample taken over before this call.
     *
     * @return false if that took longer than {@code timeout}
     */
    public boolean awaitApplied(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        return queue.awaitOutcomes(timeout.toNanos())
                && taker.awaitApplied(journal.end(), deadline - System.nanoTime());
    }

    /**
     * Writes down the silence of what is still open, makes everything durable, applies what can be applied in a few
     * seconds and stops. Gives up on a disk that does not answer after half a minute at most.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        reception.close();
        boolean writerEnded = writer.stop();
        taker.stop();
        if (!writerEnded) {
            // Closing a file waits for the sync it is in.
            return;
        }
        try {
            journal.close();
        } catch (IOException e) {
            log.warn("the journal could not be closed", e);
        }
    }

    private final class Outcomes implements JournalWriter.Listener {

        @Override
        public void durable(JournalEntry entry) {
            if (entry.record() instanceof JournalRecord.Samples(SampleBatch batch)) {
                ledger.journaled(batch.size());
                board.update(batch, entry.receivedAt());
            } else if (entry
                    .record() instanceof JournalRecord.Edge(String _, JournalRecord.Report(long _, HourCounts lost))) {
                ledger.lost(lost);
            }
            taker.wake();
        }

        @Override
        public void dropped(JournalEntry entry) {
            ledger.dropped(entry);
        }
    }
}
