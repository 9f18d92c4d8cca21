package org.factfloor.intake;

/**
 * What an edge box may write of: the connections and signals that the plant model gives it, or gave it once, since what it
 * read then may still be on its way. Safe for many threads.
 */
public interface EdgeReach {

    /** Whether it may say of this connection that it stands. */
    boolean hasConnection(String id);

    /** Whether it may write samples of the signal with this reference, which may be any number. */
    boolean hasSignal(int ref);
}
