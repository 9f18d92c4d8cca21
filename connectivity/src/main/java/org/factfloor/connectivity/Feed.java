package org.factfloor.connectivity;

import java.time.Duration;
import org.factfloor.plant.SampleBatch;

/** What a running connector tells. Safe for many threads. */
public interface Feed {

    /** The session stands and every signal is subscribed; the state becomes <em>connected</em>. */
    void connected();

    /**
     * Hands over samples in the order the source sent them, under source time where there is one. Waits while the
     * intake is full, which slows the source. Is a proof of life.
     */
    void deliver(SampleBatch batch) throws InterruptedException;

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

    /** How far the source's clock is ahead of ours; negative when it is behind. */
    void clockOffset(Duration ahead);

    /** Samples whose time or type had to be replaced, since the last call. */
    void retimed(int count);
}
