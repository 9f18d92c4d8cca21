package org.factfloor.plant;

import java.time.Duration;
import java.util.Optional;

/**
 * One way to one source of data, as the plant model says it.
 *
 * @param id unique in the plant
 * @param name what people call it
 * @param protocol technology, e.g. {@code opcua}
 * @param endpoint address in the protocol's own form, e.g. {@code opc.tcp://10.0.0.7:4840}
 * @param security how messages are protected
 * @param user user name where the source asks for one
 * @param passwordSecret name of the stored secret that holds the user's password; never the password
 * @param publishingInterval how often the source is asked to send what it has; positive
 * @param clock which time its samples are filed under
 * @param edge name of the edge box that holds the connection; empty where the server itself does
 */
public record Connection(String id, Label name, String protocol, String endpoint, Security security,
        Optional<String> user, Optional<String> passwordSecret, Duration publishingInterval, Clock clock,
        Optional<String> edge) {

    /** This connection, held by an edge box or by the server itself. */
    public Connection heldBy(Optional<String> box) {
        return new Connection(id, name, protocol, endpoint, security, user, passwordSecret, publishingInterval, clock,
                box);
    }

    /** How messages are protected. */
    public enum Security {
        /** Plain text. */
        NONE,
        /** Signed and encrypted with OPC UA's Basic256Sha256. */
        BASIC256SHA256
    }

    /** Which time samples are filed under. */
    public enum Clock {
        /** The source's own time. */
        SOURCE,
        /** The source's time plus the measured offset of its clock from ours. */
        SKEW_CORRECTED,
        /** The time we received the sample. */
        RECEIVED
    }
}
