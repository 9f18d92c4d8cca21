package org.factfloor.connectivity;

/** One connection's loop: read, check, hand over, wait. Used once, by one thread. */
public interface Connector {

    /**
     * Connects and delivers until the connection ends. Runs on a virtual thread of its own; interrupting it closes the
     * connection and ends the loop.
     *
     * @param feed told of everything that happens; called from this thread or from threads of the technology
     * @throws ConnectionFault with the reason why it could not connect or go on
     */
    void run(Feed feed) throws ConnectionFault, InterruptedException;
}
