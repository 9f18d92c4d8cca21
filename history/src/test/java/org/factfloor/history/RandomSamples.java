package org.factfloor.history;

import java.util.random.RandomGenerator;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;

/**
 * Samples of few signals at few times of a few hours, so that ties, duplicates and late samples are common; every type,
 * odd numbers, every quality and now and then a correction.
 */
final class RandomSamples {

    static final int[] SIGNALS = {0, 1, 7, 1_000_003};
    static final long START = 490_000L * Micros.PER_HOUR;
    static final long END = START + 3 * Micros.PER_HOUR;

    private static final double[] NUMBERS = {0.0, -0.0, 1, -1.5, 20.17, 1e-7, 1e300, Double.NaN,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Math.PI, 0.1 + 0.2, 123_456.789};
    private static final long[] WHOLES = {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53};
    private static final String[] TEXTS = {"", "running", "苏州", "it's \"quoted\"", "a\nb", "\u0000", "😀"};
    private static final int[] STATUSES = {StatusCode.GOOD, StatusCode.GOOD, StatusCode.GOOD, StatusCode.UNCERTAIN,
            StatusCode.BAD_NO_COMMUNICATION, 0xFFFF_FFFF, 0x0000_0400};

    private final RandomGenerator random;

    RandomSamples(RandomGenerator random) {
        this.random = random;
    }

    /** What everything here is drawn from. */
    RandomGenerator random() {
        return random;
    }

    /** A batch of 0 to 40 rows in any order. */
    SampleBatch batch() {
        SampleBatch rows = new SampleBatch();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            add(rows, signal(), time());
        }
        return rows;
    }

    /** A batch of numbers that are decimals, as sensors have them, ascending in time. */
    SampleBatch decimals(int count) {
        SampleBatch rows = new SampleBatch();
        long time = time();
        int signal = signal();
        for (int i = 0; i < count; i++) {
            time += 1 + random.nextInt(2_000_000);
            rows.addNumber(signal, time, Math.round(random.nextGaussian() * 1e4) / 100.0, StatusCode.GOOD);
        }
        return rows;
    }

    int signal() {
        return SIGNALS[random.nextInt(SIGNALS.length)];
    }

    /** One of some hundred times, the borders of hours among them. */
    long time() {
        long hour = START + random.nextInt(3) * Micros.PER_HOUR;
        return switch (random.nextInt(4)) {
            case 0 -> hour;
            case 1 -> hour + Micros.PER_HOUR - 1;
            default -> hour + random.nextInt(60) * Micros.PER_MINUTE;
        };
    }

    private void add(SampleBatch rows, int signal, long time) {
        int status = STATUSES[random.nextInt(STATUSES.length)];
        int revision = random.nextInt(8) == 0 ? 1 : 0;
        switch (random.nextInt(6)) {
            case 0 -> rows.add(signal, time, ValueType.NONE, 0, null, status, revision);
            case 1 -> rows.add(signal, time, ValueType.TEXT, 0, TEXTS[random.nextInt(TEXTS.length)], status, revision);
            case 2 -> rows.add(signal, time, ValueType.WHOLE, WHOLES[random.nextInt(WHOLES.length)], null, status,
                    revision);
            default -> rows.add(signal, time, ValueType.NUMBER,
                    Double.doubleToLongBits(NUMBERS[random.nextInt(NUMBERS.length)]), null, status, revision);
        }
    }

    /** Rows in another sequence, some of them twice, cut into batches of random size. */
    Iterable<SampleBatch> redelivered(SampleBatch rows) {
        int[] sequence = random.ints(rows.size() / 2, 0, Math.max(1, rows.size())).toArray();
        int[] all = java.util.stream.IntStream
                .concat(java.util.stream.IntStream.range(0, rows.size()), java.util.Arrays.stream(sequence))
                .toArray();
        for (int i = all.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int row = all[i];
            all[i] = all[other];
            all[other] = row;
        }
        java.util.List<SampleBatch> batches = new java.util.ArrayList<>();
        SampleBatch batch = new SampleBatch();
        for (int row : all) {
            batch.addFrom(rows, row);
            if (random.nextInt(25) == 0) {
                batches.add(batch);
                batch = new SampleBatch();
            }
        }
        batches.add(batch);
        return batches;
    }
}
