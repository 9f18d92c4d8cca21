package org.factfloor.web.live;

import java.nio.ByteBuffer;

/** The way to one browser. */
interface Wire {

    /**
     * Begins to send; one message at a time.
     *
     * @param done called once, when the message has left or could not, from any thread
     */
    void send(String text, Runnable done);

    /** As {@link #send(String, Runnable)}. */
    void send(ByteBuffer frame, Runnable done);

    /** Says goodbye. */
    void close(int code, String reason);

    /** Ends the connection without a word. */
    void cut();
}
