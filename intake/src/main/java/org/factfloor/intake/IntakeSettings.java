package org.factfloor.intake;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the intake works.
 *
 * @param folder the journal's folder, created if missing; nothing else may live in it
 * @param freeSpaceFloor bytes that stay free on the folder's disk: below, new samples are refused
 * @param queueSamples samples that may wait for the journal; a full queue makes callers wait. At least 1,024
 * @param commitDelay a sample waits at most about this long for others to share its sync with
 * @param commitSamples so many waiting samples are synced at once
 * @param segmentBytes a journal file is closed when it has grown to this size
 * @param lifeInterval proofs of life are journaled this often
 * @param applyInterval history gets a transaction at most this often, unless {@code applyRows} are waiting
 * @param applyRows samples in one transaction of history, about at most
 * @param retryDelay first pause after a failed write or a failed transaction; the pauses double up to 30 s
 */
public record IntakeSettings(Path folder, long freeSpaceFloor, int queueSamples, Duration commitDelay,
        int commitSamples, long segmentBytes, Duration lifeInterval, Duration applyInterval, int applyRows,
        Duration retryDelay) {

    private static final long MEBIBYTE = 1L << 20;

    public IntakeSettings {
        if (queueSamples < 1_024 || commitSamples < 1 || applyRows < 1 || segmentBytes < 4_096) {
            throw new IllegalArgumentException("intake settings too small: queue of " + queueSamples + ", commit of "
                    + commitSamples + " and transaction of " + applyRows + " samples, segments of " + segmentBytes
                    + " bytes");
        }
    }

    /** What a plant runs with: 1 GiB stays free, 20 ms or 4,096 samples a sync, history twice a second. */
    public static IntakeSettings in(Path folder) {
        return new IntakeSettings(folder, 1_024 * MEBIBYTE, 65_536, Duration.ofMillis(20), 4_096, 32 * MEBIBYTE,
                Duration.ofSeconds(1), Duration.ofMillis(500), 100_000, Duration.ofSeconds(1));
    }

    /** The same with journal files of another size. */
    public IntakeSettings withSegmentBytes(long bytes) {
        return new IntakeSettings(folder, freeSpaceFloor, queueSamples, commitDelay, commitSamples, bytes,
                lifeInterval, applyInterval, applyRows, retryDelay);
    }

    /** The same with another floor, in bytes. */
    public IntakeSettings withFreeSpaceFloor(long bytes) {
        return new IntakeSettings(folder, bytes, queueSamples, commitDelay, commitSamples, segmentBytes, lifeInterval,
                applyInterval, applyRows, retryDelay);
    }
}
