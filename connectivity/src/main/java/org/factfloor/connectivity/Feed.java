package org.factfloor.connectivity;

import java.time.Duration;
import java.util.List;
import org.factfloor.plant.SampleBatch;

/** What a running connector tells. Safe for many threads. */
public interface Feed {

    /** The session stands and every signal is subscribed; the state becomes <em>connected</em>. */
    void connected();

    /**
     * Hands over samples in the order the source sent them, under the source's own times as they are:
     * {@link SourceTime#ABSENT} where it gave none. The feed judges the times, files each sample under the one the
     * connection asks for, and counts those it had to replace. Waits while the intake is full, which slows the source.
     * Is a proof of life. The batch may be used again afterwards.
     *
     * @param serverTimes for each row when the source's server confirmed it, µs since 1970-01-01 UTC, or
     *        {@link SourceTime#ABSENT}; at least as long as the batch
     */
    void deliver(SampleBatch batch, long[] serverTimes) throws InterruptedException;

    /** The source showed that it lives and that nothing has changed since (a keep-alive). */
    void alive();

    /**
     * The source refused one signal; the others go on.
     *
     * @param ref the signal
     * @param status the source's 32-bit status code
     * @param why what, where and what to do, in one line
     */
    void refused(int ref, int status, String why);

    /** The source accepts the signal again. */
    void accepted(int ref);

    /**
     * The session stands on a person's trust in this certificate of the source. Told before the trust is asked for, so
     * that a session ends even if the trust is taken back while it opens.
     *
     * @param thumbprint as in {@link CertificateTrust#trust}
     */
    void reliesOn(String thumbprint);

    /** How far the source's clock is ahead of ours; negative when it is behind. Best measured before anything is delivered. */
    void clockOffset(Duration ahead);

    /**
     * The source keeps a history of these signals. Answers the stretches that are missing of them, the oldest first, on the
     * source's own clock. To be told once the session stands.
     */
    List<Gap> keepsHistory(List<Integer> refs);

    /**
     * Hands over samples of such a stretch under the source's own times; those without one are left away. Waits while live
     * samples need the room. Is no proof of life. The batch may be used again afterwards.
     */
    void fill(Gap gap, SampleBatch batch) throws InterruptedException;

    /**
     * The source has told all it has of some signals in a gap.
     *
     * @param knownFrom since when it has been watching without a break, µs of its own clock
     */
    void filled(Gap gap, List<Integer> refs, long knownFrom) throws InterruptedException;
}
