package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.factfloor.history.HourCounts;
import org.factfloor.history.MemoryHistory;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final long T = 1_750_000_000_000_000L;
    private static final long SEGMENT = 64 << 10;

    private static final EdgeReach ALL = new EdgeReach() {

        @Override
        public boolean hasConnection(String id) {
            return true;
        }

        @Override
        public boolean hasSignal(int ref) {
            return true;
        }
    };

    @TempDir
    private Path folder;
    private final AtomicLong nanos = new AtomicLong();

    private Outbox outbox(Outbox.Order order, Outbox.WhenFull whenFull, long bytes) {
        return Outbox.open(new Outbox.Settings(folder.resolve("outbox"), order, whenFull, bytes, 0),
                InstantSource.system(), nanos::get);
    }

    private Intake intake(Outbox outbox) {
        IntakeSettings plain = IntakeSettings.in(folder.resolve("journal"));
        return Intake.open(new IntakeSettings(plain.folder(), 0, 65_536, Duration.ofMillis(1), 4_096, SEGMENT,
                Duration.ofMinutes(1), Duration.ofMillis(20), 100_000, Duration.ofMillis(20)), outbox,
                InstantSource.system());
    }

    private static Intake server(Path folder, MemoryHistory history) {
        IntakeSettings plain = IntakeSettings.in(folder);
        return Intake.open(plain.withFreeSpaceFloor(0), history, InstantSource.system());
    }

    /** Samples of three signals, one a second each, in batches of a minute that are synced a few at a time. */
    private static void produce(Intake intake, int fromSecond, int toSecond) throws Exception {
        long durable = intake.counts().journaled();
        for (int second = fromSecond; second < toSecond; second += 60) {
            SampleBatch batch = new SampleBatch();
            for (int i = second; i < Math.min(second + 60, toSecond); i++) {
                for (int signal = 1; signal <= 3; signal++) {
                    batch.addWhole(signal, T + i * Micros.PER_SECOND, i, StatusCode.GOOD);
                }
            }
            intake.accept("press", batch, T);
            durable += batch.size();
            if (second % 600 == 0 || second + 60 >= toSecond) {
                awaitDurable(intake, durable);
            }
        }
    }

    private static void awaitDurable(Intake intake, long samples) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(1))
                .until(() -> intake.counts().journaled() >= samples);
    }

    private static void deliver(Outbox outbox, Intake server) throws Exception {
        for (var parcel = outbox.ordered(true); parcel.isPresent(); parcel = outbox.ordered(false)) {
            server.forward("hall", Parcel.read(parcel.get().bytes()), ALL);
            outbox.taken(parcel.get());
        }
        var report = outbox.report();
        if (report.isPresent()) {
            HourCounts counts = new HourCounts();
            report.get().losses()
                    .forEach(loss -> counts.add(loss.signal(), loss.hour(), loss.fate(), loss.samples()));
            server.report("hall", report.get().number(), counts);
            // Told again, as after a lost answer.
            server.report("hall", report.get().number(), counts);
            outbox.confirmed(report.get().number());
        }
    }

    @Test
    void howeverMuchWaitsOneBoundedParcelIsUnderWay() throws Exception {
        Outbox outbox = outbox(Outbox.Order.OLDEST_FIRST, Outbox.WhenFull.STOP, 1L << 30);
        try (Intake intake = intake(outbox)) {
            produce(intake, 0, 60_000);
            outbox.connected();
            long samples = 0;
            for (var parcel = outbox.ordered(false); parcel.isPresent(); parcel = outbox.ordered(false)) {
                assertThat(parcel.get().samples()).isLessThan(2 * Parcel.ENOUGH_SAMPLES);
                assertThat(parcel.get().bytes().remaining()).isLessThan(Parcel.LONGEST);
                assertThat(outbox.ordered(false)).as("nothing before the answer").isEmpty();
                assertThat(outbox.ordered(true)).as("but the same again after a cut").containsSame(parcel.get());
                samples += parcel.get().samples();
                outbox.taken(parcel.get());
            }
            assertThat(samples).isEqualTo(180_000);
            assertThat(outbox.fill().waiting()).isZero();
            outbox.tend();
            assertThat(outbox.fill().bytes()).as("files that were sent are gone").isLessThan((1 << 20) + 3 * SEGMENT);
        }
    }

    /** With crashes between any two steps: a copy of the files is what a kill leaves. */
    @Test
    void aFullBufferLosesToTheSampleWhatItSays() throws Exception {
        MemoryHistory history = new MemoryHistory();
        int second = 0;
        try (Intake server = server(folder.resolve("server"), history)) {
            Random random = new Random(5);
            for (int round = 0; round < 6; round++) {
                Outbox outbox = outbox(random.nextBoolean() ? Outbox.Order.OLDEST_FIRST : Outbox.Order.NEWEST_FIRST,
                        Outbox.WhenFull.DROP_OLDEST, 6 * SEGMENT);
                try (Intake intake = intake(outbox)) {
                    for (int step = 0; step < 8; step++) {
                        int next = second + random.nextInt(1, 9_000);
                        produce(intake, second, next);
                        second = next;
                        outbox.connected();
                        if (random.nextInt(3) == 0) {
                            // Its answer is lost: nobody knows whether the server has it.
                            var doubtful = outbox.ordered(true);
                            if (doubtful.isPresent() && random.nextBoolean()) {
                                server.forward("hall", Parcel.read(doubtful.get().bytes()), ALL);
                            }
                        }
                        nanos.addAndGet(1_000_000_000L);
                        outbox.tend();
                        assertThat(outbox.fill().bytes()).isLessThan(8 * SEGMENT);
                    }
                    if (round % 2 == 1) {
                        deliver(outbox, server);
                    }
                }
            }
            Outbox last = outbox(Outbox.Order.OLDEST_FIRST, Outbox.WhenFull.DROP_OLDEST, 6 * SEGMENT);
            try (Intake intake = intake(last)) {
                last.connected();
                deliver(last, server);
            }
            assertThat(server.awaitApplied(Duration.ofSeconds(20))).isTrue();
            for (int signal = 1; signal <= 3; signal++) {
                Map<Integer, Long> missing = new TreeMap<>();
                for (int i = 0; i < second; i++) {
                    SampleBatch there = history.read(signal, T + i * Micros.PER_SECOND, T + i * Micros.PER_SECOND + 1,
                            1);
                    if (there.isEmpty() || there.type(0) == ValueType.NONE) {
                        missing.merge(HourCounts.hourOf(T + i * Micros.PER_SECOND), 1L, Long::sum);
                    }
                }
                HourCounts told = server.ledger(List.of(signal), T, T + second * Micros.PER_SECOND);
                Map<Integer, Long> lost = new TreeMap<>();
                for (int i = 0; i < told.size(); i++) {
                    if (told.fate(i) == SampleFate.EDGE_FULL) {
                        lost.put(told.hour(i), told.count(i));
                    }
                }
                assertThat(lost).as("signal %d", signal).isEqualTo(missing).isNotEmpty();
            }
        }
    }

    /** The last word on life is older than the newest samples, which the server has and the box has no history of. */
    @Test
    void theSilenceOfAKillBeginsAfterWhatWasSent() throws Exception {
        MemoryHistory history = new MemoryHistory();
        try (Intake server = server(folder.resolve("server"), history)) {
            Outbox outbox = outbox(Outbox.Order.OLDEST_FIRST, Outbox.WhenFull.STOP, 1L << 30);
            Path left = Files.createDirectories(folder.resolve("left"));
            try (Intake intake = intake(outbox)) {
                intake.opened("press", List.of(1, 2, 3), T);
                produce(intake, 0, 9_000);
                deliver(outbox, server);
                outbox.tend();
                Files.copy(folder.resolve("outbox"), left.resolve("outbox"));
                Files.createDirectories(left.resolve("journal"));
                try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
                    for (Path file : files.toList()) {
                        Files.copy(file, left.resolve("journal").resolve(file.getFileName()));
                    }
                }
            }
            Outbox after = Outbox.open(new Outbox.Settings(left.resolve("outbox"), Outbox.Order.OLDEST_FIRST,
                    Outbox.WhenFull.STOP, 1L << 30, 0), InstantSource.system());
            try (Intake intake = Intake.open(IntakeSettings.in(left.resolve("journal")).withFreeSpaceFloor(0), after,
                    InstantSource.system())) {
                await().atMost(Duration.ofSeconds(20)).until(() -> intake.counts().journaled() == 3);
                deliver(after, server);
            }
            assertThat(server.awaitApplied(Duration.ofSeconds(20))).isTrue();
            for (int signal = 1; signal <= 3; signal++) {
                SampleBatch newest = history.latest(List.of(signal));
                assertThat(newest.type(0)).isEqualTo(ValueType.NONE);
                assertThat(newest.time(0)).isEqualTo(T + 8_999 * Micros.PER_SECOND + 1);
            }
        }
    }

    @Test
    void aDamagedMemoryCostsDuplicatesAndNothingElse() throws Exception {
        MemoryHistory history = new MemoryHistory();
        try (Intake server = server(folder.resolve("server"), history)) {
            Outbox outbox = outbox(Outbox.Order.OLDEST_FIRST, Outbox.WhenFull.STOP, 1L << 30);
            try (Intake intake = intake(outbox)) {
                produce(intake, 0, 100);
                deliver(outbox, server);
                outbox.tend();
            }
            Files.writeString(folder.resolve("outbox"), "cursor 12\nsent 4");
            Outbox again = outbox(Outbox.Order.OLDEST_FIRST, Outbox.WhenFull.STOP, 1L << 30);
            try (Intake intake = intake(again)) {
                produce(intake, 100, 200);
                deliver(again, server);
            }
            assertThat(server.awaitApplied(Duration.ofSeconds(20))).isTrue();
            assertThat(server.counts().stored()).isEqualTo(600);
            assertThat(server.counts().duplicate()).isEqualTo(300);
        }
    }

    /** The server passes over a report whose number it knows. */
    @Test
    void aDamagedMemoryDoesNotHideWhatIsLostLater() throws Exception {
        try (Intake server = server(folder.resolve("server"), new MemoryHistory())) {
            for (int round = 1; round <= 3; round++) {
                Outbox outbox = outbox(Outbox.Order.OLDEST_FIRST, Outbox.WhenFull.STOP, 1L << 30);
                try (Intake intake = intake(outbox)) {
                    for (int report = 1; report <= 5; report++) {
                        intake.retimed(1, T);
                        // Remarks are written with the next samples.
                        produce(intake, 10 * round + report, 10 * round + report + 1);
                        await().atMost(Duration.ofSeconds(20)).until(() -> outbox.report().isPresent());
                        deliver(outbox, server);
                    }
                }
                HourCounts told = server.ledger(List.of(1), T, T + 1);
                assertThat(told.get(1, HourCounts.hourOf(T), SampleFate.RETIMED)).isEqualTo(5L * round);
                Files.writeString(folder.resolve("outbox"), "cursor 12\nreport");
            }
        }
    }

    @Test
    void parcelsThatAreNoneAreRefusedWhole() {
        Random random = new Random(3);
        RandomRecords records = new RandomRecords(random);
        for (int i = 0; i < 2_000; i++) {
            RecordWriter writer = new RecordWriter();
            writer.add(new JournalRecord.Samples(records.batch(random.nextInt(1, 9))), 0);
            ByteBuffer record = writer.bytes();
            ByteBuffer payload = record.slice(RecordWriter.HEADER, record.remaining() - RecordWriter.HEADER);
            ByteBuffer bytes = Parcel.of(0, 100, true, List.of(payload)).bytes();
            Parcel whole = Parcel.read(bytes.duplicate());
            assertThat(whole.records()).hasSize(1);
            byte[] spoilt = bytes.array().clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
            }
            ByteBuffer cut = ByteBuffer.wrap(spoilt, 0, random.nextInt(spoilt.length + 1));
            List<JournalRecord> read = new ArrayList<>();
            try {
                read.addAll(Parcel.read(cut).records());
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            assertThat(read.size()).isLessThan(spoilt.length);
        }
        assertThatThrownBy(() -> Parcel.read(ByteBuffer.allocate(3))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stretchesThatTouchAreOneAndOnlySoManyHaveRoom() {
        Stretches stretches = new Stretches();
        stretches.add(10, 20);
        stretches.add(30, 40);
        assertThat(stretches.contains(12, 40)).isFalse();
        stretches.add(20, 30);
        assertThat(stretches.contains(12, 40)).isTrue();
        assertThat(stretches.contains(9, 12)).isFalse();
        int stretch = 1;
        for (long at = 1_000; stretches.hasRoomAt(at); at += 10) {
            stretches.add(at, at + 5);
            stretch++;
        }
        assertThat(stretch).isEqualTo(64);
        assertThat(stretches.hasRoomAt(1_625)).as("joined to the last").isTrue();
        assertThat(stretches.contains(12, 40)).isTrue();
        stretches.forgetBefore(1_612);
        List<Long> left = new ArrayList<>();
        stretches.forEach((from, to) -> left.add(from));
        assertThat(left).containsExactly(1_610L, 1_620L);
    }

    /** Each session sends live samples ahead of a backlog that never ends, until the buffer lets it go. */
    @Test
    void lossesAreExactHoweverManySessionsSentSamplesAhead() throws Exception {
        MemoryHistory history = new MemoryHistory();
        int second = 9_000;
        try (Intake server = server(folder.resolve("server"), history)) {
            Outbox outbox = outbox(Outbox.Order.NEWEST_FIRST, Outbox.WhenFull.DROP_OLDEST, 16 * SEGMENT);
            try (Intake intake = intake(outbox)) {
                produce(intake, 0, second);
                for (int session = 0; session < 150; session++) {
                    outbox.connected();
                    produce(intake, second, second + 60);
                    var ahead = outbox.live(true);
                    if (ahead.isPresent()) {
                        server.forward("hall", Parcel.read(ahead.get().bytes()), ALL);
                        outbox.taken(ahead.get());
                    }
                    outbox.disconnected();
                    produce(intake, second + 60, second + 120);
                    second += 120;
                }
                produce(intake, second, second + 40_000);
                second += 40_000;
                nanos.addAndGet(1_000_000_000L);
                outbox.tend();
                assertThat(outbox.fill().dropped()).isPositive();
                outbox.connected();
                deliver(outbox, server);
            }
            assertThat(server.awaitApplied(Duration.ofSeconds(20))).isTrue();
            long missing = 0;
            for (int i = 0; i < second; i++) {
                SampleBatch there = history.read(1, T + i * Micros.PER_SECOND, T + i * Micros.PER_SECOND + 1, 1);
                missing += there.isEmpty() || there.type(0) == ValueType.NONE ? 1 : 0;
            }
            HourCounts told = server.ledger(List.of(1), T, T + second * Micros.PER_SECOND);
            long lost = 0;
            for (int i = 0; i < told.size(); i++) {
                lost += told.fate(i) == SampleFate.EDGE_FULL ? told.count(i) : 0;
            }
            assertThat(lost).isEqualTo(missing).isPositive();
            assertThat(server.counts().duplicate()).isZero();
        }
    }

    @Test
    void lossesOfAYearAreFewAndNoneIsForgotten() throws IOException {
        Losses losses = new Losses(100);
        for (int hour = 480_000; hour < 480_000 + 366 * 24; hour++) {
            losses.add(7, hour, SampleFate.EDGE_FULL, 3_600);
            losses.add(8, hour, SampleFate.DISK_FULL, 1);
        }
        assertThat(losses.list()).hasSizeLessThanOrEqualTo(100);
        assertThat(losses.list().stream().filter(loss -> loss.signal() == 7).mapToLong(Outbox.Loss::samples).sum())
                .isEqualTo(366 * 24 * 3_600L);
        assertThat(losses.take().stream().filter(loss -> loss.signal() == 8).mapToLong(Outbox.Loss::samples).sum())
                .isEqualTo(366 * 24L);
        assertThat(losses.list()).isEmpty();
    }

    /** What a box finds in its journal at a start may be at the server: it is neither recovered nor under way. */
    @Test
    void aBoxCountsNothingAsRecovered() throws Exception {
        for (int starts = 0; starts < 2; starts++) {
            Outbox outbox = outbox(Outbox.Order.OLDEST_FIRST, Outbox.WhenFull.STOP, 1L << 30);
            try (Intake intake = intake(outbox)) {
                produce(intake, starts * 60, starts * 60 + 60);
                assertThat(intake.counts().received()).isEqualTo(180);
                assertThat(intake.counts().recovered()).isZero();
                assertThat(intake.counts().inFlight()).isZero();
            }
        }
    }
}
