package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** Laws of the journal, each tried on many seeds; a failure tells its seed. */
class JournalProperties {

    private static final int SEGMENT = 4_096;

    @Test
    void everyRecordReadsBackAsItWasWritten() {
        for (long seed = 1; seed <= 300; seed++) {
            RandomRecords records = new RandomRecords(new Random(seed));
            RecordWriter writer = new RecordWriter();
            JournalRecord record = records.record();
            writer.add(record, seed);
            JournalRecord read = RecordReader.read(writer.bytes().position(RecordWriter.HEADER));
            if (record instanceof JournalRecord.Samples samples) {
                assertThat(read).as("seed %d", seed).isInstanceOf(JournalRecord.Samples.class);
                assertThat(RandomRecords.rows(List.of(read))).as("seed %d", seed)
                        .isEqualTo(RandomRecords.rows(samples.batch()));
            } else {
                assertThat(read).as("seed %d", seed).isEqualTo(record);
            }
        }
    }

    /** Whatever happens to the end of the last file, everything before the first bad record stays. */
    @Test
    void whateverStandsBeforeATornTailSurvivesIt() throws IOException {
        for (long seed = 1; seed <= 150; seed++) {
            Random random = new Random(seed);
            SimulatedFiles files = new SimulatedFiles(random);
            RandomRecords records = new RandomRecords(random);
            List<JournalRecord> written = new ArrayList<>();
            List<Long> ends = new ArrayList<>();
            Journal journal = Journal.open(files, SEGMENT, 0);
            int groups = random.nextInt(1, 40);
            for (int i = 0; i < groups; i++) {
                JournalRecord record = records.record();
                ends.add(journal.append(List.of(record)));
                written.add(record);
            }
            String last = Collections.max(files.names());
            long start = SegmentFile.start(last).orElseThrow();
            byte[] content = files.content(last);
            int from = random.nextInt(content.length + 1);
            files.spoil(last, torn(content, from, random));

            Journal again = Journal.open(files, SEGMENT, 0);
            int surviving = (int) ends.stream().filter(end -> end <= start + from).count();
            assertThat(readAll(again, 0)).as("seed %d", seed)
                    .isEqualTo(RandomRecords.rows(written.subList(0, surviving)));
            JournalRecord next = new JournalRecord.Samples(records.batch(3));
            again.append(List.of(next));
            List<JournalRecord> expected = new ArrayList<>(written.subList(0, surviving));
            expected.add(next);
            assertThat(readAll(again, 0)).as("seed %d", seed).isEqualTo(RandomRecords.rows(expected));
            assertThat(again.damages()).as("seed %d", seed).isEmpty();
        }
    }

    private static byte[] torn(byte[] content, int from, Random random) {
        byte[] torn = Arrays.copyOf(content, random.nextBoolean() ? from : content.length);
        for (int i = from; i < torn.length; i++) {
            torn[i] = (byte) ~content[i];
        }
        return torn;
    }

    /**
     * Cuts the power at any operation, several times over: every acknowledged record is there, in order, nothing else is,
     * and what was open is known.
     */
    @Test
    void everyAcknowledgedRecordSurvivesAPowerCutAtAnyPoint() throws IOException {
        for (long seed = 1; seed <= 400; seed++) {
            Random random = new Random(seed);
            SimulatedFiles files = new SimulatedFiles(random);
            RandomRecords records = new RandomRecords(random);
            List<JournalRecord> kept = new ArrayList<>();
            long cursor = 0;
            int cursorRows = 0;
            for (int life = 0; life < 4; life++) {
                files.cutPowerAfter(random.nextInt(1, 60));
                List<JournalRecord> unanswered = List.of();
                try {
                    Journal journal = Journal.open(files, SEGMENT, cursor);
                    while (true) {
                        unanswered = records.group();
                        long end = journal.append(unanswered);
                        kept.addAll(unanswered);
                        unanswered = List.of();
                        if (random.nextInt(4) == 0) {
                            cursor = end;
                            cursorRows = RandomRecords.rows(kept).size();
                            journal.release(cursor);
                        }
                    }
                } catch (SimulatedFiles.PowerCut e) {
                    files.crash();
                }
                Journal recovered = Journal.open(files, SEGMENT, cursor);
                kept.addAll(survivors(recovered, cursor, cursorRows, kept, unanswered, seed));
                OpenConnections open = new OpenConnections();
                kept.forEach(open::accept);
                assertThat(recovered.openConnections().state()).as("seed %d", seed).isEqualTo(open.state());
                assertThat(recovered.damages()).as("seed %d", seed).isEmpty();
            }
        }
    }

    /** The records of the unanswered group that are there; fails unless all acknowledged ones stand before them. */
    private static List<JournalRecord> survivors(Journal journal, long cursor, int cursorRows, List<JournalRecord> kept,
            List<JournalRecord> unanswered, long seed) throws IOException {
        List<String> read = readAll(journal, cursor);
        for (int count = unanswered.size(); count >= 0; count--) {
            List<JournalRecord> candidate = new ArrayList<>(kept);
            candidate.addAll(unanswered.subList(0, count));
            List<String> rows = RandomRecords.rows(candidate);
            OpenConnections open = new OpenConnections();
            candidate.forEach(open::accept);
            if (rows.subList(cursorRows, rows.size()).equals(read)
                    && open.state().equals(journal.openConnections().state())) {
                return unanswered.subList(0, count);
            }
        }
        List<String> acknowledged = RandomRecords.rows(kept);
        assertThat(read).as("seed %d", seed).isEqualTo(acknowledged.subList(cursorRows, acknowledged.size()));
        throw new AssertionError("seed " + seed + ": connections open after recovery do not fit the records");
    }

    /** A disk that fails now and then costs repetitions, never a record. */
    @Test
    void failingWritesNeitherLoseNorRepeatRecords() throws IOException {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            SimulatedFiles files = new SimulatedFiles(random);
            RandomRecords records = new RandomRecords(random);
            Journal journal = Journal.open(files, SEGMENT, 0);
            List<JournalRecord> written = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                List<JournalRecord> group = records.group();
                files.failSometimes(0.1);
                while (!appended(journal, group)) {
                    assertThat(readAll(journal, 0)).as("seed %d", seed).isEqualTo(RandomRecords.rows(written));
                }
                written.addAll(group);
            }
            files.failSometimes(0);
            assertThat(readAll(journal, 0)).as("seed %d", seed).isEqualTo(RandomRecords.rows(written));
            assertThat(readAll(Journal.open(files, SEGMENT, 0), 0)).as("seed %d", seed)
                    .isEqualTo(RandomRecords.rows(written));
            assertThat(journal.damages()).as("seed %d", seed).isEmpty();
        }
    }

    private static boolean appended(Journal journal, List<JournalRecord> group) {
        try {
            journal.append(group);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Rubbish in an older file costs the records it hits; it is reported, and the others stay readable. */
    @Test
    void damageInTheMiddleIsReportedAndSteppedOver() throws IOException {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            SimulatedFiles files = new SimulatedFiles(random);
            RandomRecords records = new RandomRecords(random);
            Journal journal = Journal.open(files, SEGMENT, 0);
            List<JournalRecord> written = new ArrayList<>();
            while (files.names().size() < 3) {
                JournalRecord record = new JournalRecord.Samples(records.batch(5));
                journal.append(List.of(record));
                written.add(record);
            }
            String first = Collections.min(files.names());
            byte[] content = files.content(first);
            int at = random.nextInt(60, content.length);
            content[at] ^= (byte) (1 << random.nextInt(8));
            files.spoil(first, content);

            Journal again = Journal.open(files, SEGMENT, 0);
            List<String> read = readAll(again, 0);
            List<String> all = RandomRecords.rows(written);
            assertThat(all).as("seed %d", seed).containsSubsequence(read);
            assertThat(read).as("seed %d", seed).hasSize(all.size() - 5);
            assertThat(again.damages()).as("seed %d", seed).hasSize(1).first()
                    .satisfies(damage -> assertThat(damage.file()).isEqualTo(first))
                    .satisfies(damage -> assertThat(at).isBetween((int) damage.position(),
                            (int) (damage.position() + damage.bytes() - 1)));
        }
    }

    /**
     * A bad bit before the last record of the last file costs the record it hits, at most; the file stays, the damage is
     * reported once, and the journal goes on.
     */
    @Test
    void damageInTheLastFileCostsNothingThatStandsBehindIt() throws IOException {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            SimulatedFiles files = new SimulatedFiles(random);
            RandomRecords records = new RandomRecords(random);
            Journal journal = Journal.open(files, SEGMENT, 0);
            List<JournalRecord> written = new ArrayList<>();
            int inLast = 0;
            long lastGroup = 0;
            while (files.names().size() < 2 || inLast < 3) {
                lastGroup = journal.end();
                List<JournalRecord> group = List.of(new JournalRecord.Samples(records.batch(5)),
                        new JournalRecord.Samples(records.batch(5)));
                journal.append(group);
                written.addAll(group);
                inLast += files.names().size() < 2 ? 0 : 1;
            }
            String last = Collections.max(files.names());
            long start = SegmentFile.start(last).orElseThrow();
            byte[] content = files.content(last);
            // Seeds alternate between the beginning, without the version, and the records.
            int at = random.nextBoolean()
                    ? List.of(0, 1, 5, 8, 15, 16, 21, 27, 30).get(random.nextInt(9))
                    : random.nextInt(33, (int) (lastGroup - start));
            content[at] ^= (byte) (1 << random.nextInt(8));
            files.spoil(last, content);

            Journal again = Journal.open(files, SEGMENT, 0);
            List<String> all = RandomRecords.rows(written);
            List<String> read = readAll(again, 0);
            assertThat(all).as("seed %d", seed).containsSubsequence(read);
            assertThat(read).as("seed %d", seed).hasSize(all.size() - (at < 33 ? 0 : 5));
            assertThat(readAll(again, 0)).as("seed %d", seed).isEqualTo(read);
            assertThat(again.damages()).as("seed %d", seed).hasSize(1).first()
                    .satisfies(damage -> assertThat(damage.file()).isEqualTo(last))
                    .satisfies(damage -> assertThat(start + at).isBetween(damage.position(),
                            damage.position() + damage.bytes() - 1));

            JournalRecord next = new JournalRecord.Samples(records.batch(3));
            again.append(List.of(next));
            List<String> more = new ArrayList<>(read);
            more.addAll(RandomRecords.rows(List.of(next)));
            assertThat(readAll(again, 0)).as("seed %d", seed).isEqualTo(more);
            assertThat(readAll(Journal.open(files, SEGMENT, 0), 0)).as("seed %d", seed).isEqualTo(more);
        }
    }

    /** An older version must not take a newer one's files for the remains of a crash. */
    @Test
    void refusesAFileOfANewerVersionAndLeavesItAsItIs() throws IOException {
        SimulatedFiles files = new SimulatedFiles(new Random(1));
        Journal.open(files, SEGMENT, 0).append(List.of(new JournalRecord.Closed("c")));
        String name = Collections.max(files.names());
        byte[] content = files.content(name);
        content[6] = 2;
        files.spoil(name, content);

        assertThatThrownBy(() -> Journal.open(files, SEGMENT, 0)).isInstanceOf(IntakeException.class)
                .hasMessageContaining(name).hasMessageContaining("format 2").hasMessageContaining("newer version");
        assertThat(files.names()).containsExactly(name);
        assertThat(files.content(name)).isEqualTo(content);
    }

    /** Rows alone do not bound memory: a text may be a million characters long. */
    @Test
    void readsLongTextsSomeMegabytesAtATime() throws IOException {
        Journal journal = Journal.open(new SimulatedFiles(new Random(1)), 64 << 20, 0);
        for (int i = 0; i < 20; i++) {
            SampleBatch batch = new SampleBatch();
            batch.addText(1, i, "x".repeat(1 << 20), StatusCode.GOOD);
            journal.append(List.of(new JournalRecord.Samples(batch)));
        }
        List<Integer> sizes = new ArrayList<>();
        try (JournalReader reader = journal.read(0)) {
            boolean more = true;
            while (more) {
                SampleBatch batch = new SampleBatch();
                more = reader.read(batch, 100_000);
                sizes.add(batch.size());
            }
        }
        assertThat(sizes).containsExactly(8, 8, 4);
    }

    private static List<String> readAll(Journal journal, long from) throws IOException {
        SampleBatch batch = new SampleBatch();
        try (JournalReader reader = journal.read(from)) {
            assertThat(reader.read(batch, Integer.MAX_VALUE)).isFalse();
            assertThat(reader.position()).isEqualTo(Math.max(from, journal.end()));
        }
        return RandomRecords.rows(batch);
    }
}
