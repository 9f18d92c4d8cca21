package org.factfloor.connectivity;

import java.util.List;
import org.factfloor.plant.SampleBatch;

/**
 * Where samples go, and the word on until when each connection was alive. Calls for one connection come one after the
 * other.
 *
 * <p>Times of {@link #opened}, {@link #alive} and {@link #closed} are on the clock the connection's samples are filed
 * under: our time, moved by the measured offset where a connection keeps its source's own time. So they compare with
 * sample times although the source's clock is off, and none of them lies before a sample already handed over.
 */
public interface SampleSink {

    /**
     * A connection stands: from now on silence of its signals is news.
     *
     * @param refs signals it delivers
     * @param at µs since 1970-01-01 UTC
     */
    void opened(String connection, List<Integer> refs, long at) throws InterruptedException;

    /**
     * Takes samples over; waits while there is no room.
     *
     * @param receivedAt our time, µs since 1970-01-01 UTC
     */
    void accept(String connection, SampleBatch batch, long receivedAt) throws InterruptedException;

    /**
     * A sample that the next {@link #accept} brings is filed under another time than its source gave, which was not
     * plausible.
     *
     * @param time the one it is filed under, µs since 1970-01-01 UTC
     */
    void retimed(int ref, long time);

    /** The source confirmed at {@code at} (µs) that it lives; follows every {@link #accept} too. */
    void alive(String connection, long at);

    /**
     * The connection is gone; its signals have been silent since {@code lastProofOfLife} (µs), which lies after its
     * newest sample. The sink writes that silence down.
     */
    void closed(String connection, long lastProofOfLife) throws InterruptedException;
}
