package org.factfloor.connectivity;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The connections of the plant, wherever they are held. Safe for many threads. */
public interface Connections {

    /** How every connection is doing, in the order of the plant model. */
    List<ConnectionStatus> statuses();

    /** How one connection is doing; empty if there is none of this id. */
    default Optional<ConnectionStatus> status(String id) {
        return statuses().stream().filter(status -> status.connection().id().equals(id)).findFirst();
    }

    /**
     * Tries a waiting connection now; one that is connected goes on.
     *
     * @return false if no connection of this id runs
     */
    boolean retry(String id);

    /**
     * Ends the sessions that stand on a certificate whose trust was taken back; they are refused when they try again.
     *
     * @param thumbprint as in {@link CertificateTrust#distrust}, to be called first
     */
    void distrusted(String thumbprint);

    /**
     * Looks at what a connection's source offers; see {@link Protocol#browse}.
     *
     * @throws NoSuchElementException if no connection of this id runs
     */
    Protocol.Page browse(String connectionId, Optional<String> parent, Optional<String> cursor)
            throws ConnectionFault, InterruptedException;
}
