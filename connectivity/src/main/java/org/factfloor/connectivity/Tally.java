package org.factfloor.connectivity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is known of a connection over all its sessions since the process started. Safe for many threads. */
final class Tally {

    private final LongAdder samples = new LongAdder();
    private final LongAdder retimed = new LongAdder();
    private final LongAdder overflowed = new LongAdder();
    private final Rate rate = new Rate();
    private volatile @Nullable Duration clockOffset;
    private volatile @Nullable Instant lastProofOfLife;
    private volatile long silentSince = SourceTime.ABSENT;
    private volatile KeptHistory kept = KeptHistory.NONE;

    void count(int delivered, int ofThemRetimed, long nanos) {
        samples.add(delivered);
        retimed.add(ofThemRetimed);
        rate.add(delivered, nanos);
    }

    long samples() {
        return samples.sum();
    }

    long retimed() {
        return retimed.sum();
    }

    /** A source marked a sample: others before it were dropped. Returns whether it is the first. */
    boolean countOverflow() {
        overflowed.increment();
        return overflowed.sum() == 1;
    }

    long overflowed() {
        return overflowed.sum();
    }

    double perSecond(long nanos) {
        return rate.perSecond(nanos);
    }

    void clockOffset(Duration ahead) {
        clockOffset = ahead;
    }

    Optional<Duration> clockOffset() {
        return Optional.ofNullable(clockOffset);
    }

    void proofOfLife(Instant at) {
        lastProofOfLife = at;
    }

    Optional<Instant> lastProofOfLife() {
        return Optional.ofNullable(lastProofOfLife);
    }

    /** The sink was told of silence since this time, µs on the clock of the samples. */
    void silentSince(long time) {
        silentSince = time;
    }

    /** When silence was last written down; {@link SourceTime#ABSENT} if it was not. */
    long silentSince() {
        return silentSince;
    }

    /** What a source that keeps a history has told so far. */
    KeptHistory kept() {
        return kept;
    }

    /** The source keeps a history of so many signals, and so many stretches of them are missing. */
    synchronized void keepsHistory(int signals, int gaps) {
        kept = new KeptHistory(signals, gaps, kept.samples(), kept.last());
    }

    synchronized void filledSamples(int samples) {
        kept = new KeptHistory(kept.signals(), kept.openGaps(), kept.samples() + samples, kept.last());
    }

    /** A stretch is complete. */
    synchronized void filled(KeptHistory.Filled filled) {
        kept = new KeptHistory(kept.signals(), Math.max(0, kept.openGaps() - 1), kept.samples(), Optional.of(filled));
    }
}
