package org.factfloor.benchmarks;

import java.util.SplittableRandom;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * 1,000 signals at 1 Hz from a fixed seed: 70 % analogue (drift and noise, two decimals), 20 % counters, 10 % states; up to
 * 9 ms of jitter; one sample in 5,000 uncertain. The same stream in every run and for every store that is compared, so the
 * draws below stay in their sequence.
 */
final class Workload {

    static final int SIGNALS = 1_000;
    /** The time of second 0, µs: a UTC midnight. */
    static final long START = 1_759_968_000_000_000L;
    /** {@link #checksum} of the first {@link #CHECKED_SECONDS}. */
    static final long CHECKSUM = 0x5faa_6867_4c40_a82eL;
    static final int CHECKED_SECONDS = 60;

    private final SplittableRandom random = new SplittableRandom(42);
    private final double[] base = new double[SIGNALS];
    private final double[] walk = new double[SIGNALS];
    private final int[] count = new int[SIGNALS];
    /** Written by the thread that adds; others may look how far it is. */
    private volatile long second;

    Workload() {
        for (int i = 0; i < SIGNALS; i++) {
            base[i] = 20 + random.nextDouble() * 400;
        }
    }

    /** Seconds added so far. */
    long seconds() {
        return second;
    }

    /** Adds the samples of the next second, one of each signal. */
    void addSecond(SampleBatch rows) {
        long current = second;
        for (int i = 0; i < SIGNALS; i++) {
            long time = START + current * 1_000_000 + random.nextInt(10) * 1_000L;
            int kind = i % 10;
            if (kind < 7) {
                double number = analogue(i);
                rows.addNumber(i, time, number, status());
            } else {
                step(i, kind);
                rows.addWhole(i, time, count[i], status());
            }
        }
        second = current + 1;
    }

    private double analogue(int i) {
        walk[i] += (random.nextDouble() - 0.5) * 0.02;
        double value = base[i] + walk[i] + 3 * Math.sin(second / 3600.0 + i)
                + (random.nextDouble() + random.nextDouble() - 1) * 0.3;
        return Math.round(value * 100) / 100.0;
    }

    private void step(int i, int kind) {
        if (kind < 9) {
            count[i] += random.nextInt(120) == 0 ? 1 : 0;
        } else if (random.nextInt(600) == 0) {
            count[i] = random.nextInt(8);
        }
    }

    private int status() {
        return random.nextInt(5000) == 0 ? StatusCode.UNCERTAIN : StatusCode.GOOD;
    }

    /** FNV-1a over signal, time, value as a double's bits, and status of the first seconds of a new workload. */
    static long checksum() {
        Workload workload = new Workload();
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (int i = 0; i < CHECKED_SECONDS; i++) {
            SampleBatch rows = new SampleBatch(SIGNALS);
            workload.addSecond(rows);
            for (int row = 0; row < rows.size(); row++) {
                long[] words = {rows.signal(row), rows.time(row), Double.doubleToLongBits(rows.number(row)),
                        rows.status(row)};
                for (long word : words) {
                    hash = (hash ^ word) * 0x100_0000_01b3L;
                }
            }
        }
        return hash;
    }
}
