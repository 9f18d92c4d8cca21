package org.factfloor.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;

/** Any records a journal may hold. */
final class RandomRecords {

    private static final String[] TEXTS = {"", "RUNNING", "主轴负载", "a\u0000b", "\uD83D\uDE80 program-7"};

    private final RandomGenerator random;
    private long serial;

    RandomRecords(RandomGenerator random) {
        this.random = random;
    }

    List<JournalRecord> group() {
        List<JournalRecord> group = new ArrayList<>();
        int size = random.nextInt(1, 4);
        for (int i = 0; i < size; i++) {
            group.add(record());
        }
        return group;
    }

    JournalRecord record() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> word(random.nextInt(3));
            case 3, 4 -> new JournalRecord.Edge("e-" + random.nextInt(2), word(random.nextInt(5)));
            case 5 -> new JournalRecord.Counts(counts(random.nextInt(5)));
            default -> new JournalRecord.Samples(batch(random.nextInt(1, 30)));
        };
    }

    private JournalRecord word(int kind) {
        String connection = "c-" + random.nextInt(4);
        return switch (kind) {
            case 0 -> new JournalRecord.Opened(connection, List.of(random.nextInt(9), random.nextInt(9)), serial);
            case 1 -> new JournalRecord.Closed(connection);
            case 2 -> new JournalRecord.Life(new HashMap<>(Map.of(connection, random.nextLong(1_000))));
            case 3 -> new JournalRecord.Report(serial, counts(random.nextInt(5)));
            default -> new JournalRecord.State(
                    List.of(new JournalRecord.OpenConnection(connection, List.of(random.nextInt(9)), serial)),
                    Map.of());
        };
    }

    private HourCounts counts(int rows) {
        HourCounts counts = new HourCounts();
        for (int i = 0; i < rows; i++) {
            counts.add(random.nextInt(), random.nextInt(), SampleFate.of(random.nextInt(SampleFate.values().length)),
                    random.nextLong());
        }
        return counts;
    }

    /** Rows that all differ, in any mix of types. */
    SampleBatch batch(int rows) {
        SampleBatch batch = new SampleBatch(1);
        boolean alike = random.nextBoolean();
        long time = switch (random.nextInt(3)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            default -> 1_700_000_000_000_000L;
        };
        for (int i = 0; i < rows; i++) {
            serial++;
            ValueType type = alike ? ValueType.NUMBER : ValueType.of(random.nextInt(4));
            long at = random.nextInt(5) == 0 ? time : 1_700_000_000_000_000L + serial;
            int status = alike ? StatusCode.GOOD : random.nextInt();
            batch.add(alike ? 7 : random.nextInt(), at, type, serial,
                    type == ValueType.TEXT ? TEXTS[random.nextInt(TEXTS.length)] : null, status,
                    alike ? 0 : random.nextInt());
        }
        return batch;
    }

    /** A row as one comparable text. */
    static List<String> rows(SampleBatch batch) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            rows.add(batch.signal(i) + "@" + batch.time(i) + " " + batch.type(i) + " " + batch.bits(i) + " '"
                    + batch.text(i) + "' " + Integer.toHexString(batch.status(i)) + " r" + batch.revision(i));
        }
        return rows;
    }

    /** The rows of all samples among records, in order. */
    static List<String> rows(List<JournalRecord> records) {
        List<String> rows = new ArrayList<>();
        for (JournalRecord record : records) {
            if (record instanceof JournalRecord.Samples(SampleBatch batch)) {
                rows.addAll(rows(batch));
            }
        }
        return rows;
    }
}
