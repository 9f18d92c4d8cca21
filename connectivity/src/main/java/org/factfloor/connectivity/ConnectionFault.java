package org.factfloor.connectivity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a connection cannot be made or has ended: a kind that people's pages explain, and one full sentence. */
public final class ConnectionFault extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong; each has a text with what to do in every language of the pages. */
    public enum Kind {
        /** The address is not of the protocol's form or does not resolve. */
        BAD_ADDRESS,
        /** Nothing answers at the address. */
        UNREACHABLE,
        /** It accepted the connection and then said nothing. */
        SILENT,
        /** Its certificate is new to us; a person must trust it. Detail {@code thumbprint}. */
        CERTIFICATE_UNTRUSTED,
        /** Its certificate is expired or not valid yet. Details {@code thumbprint}, {@code from}, {@code to}. */
        CERTIFICATE_EXPIRED,
        /** It does not trust our certificate; a person must accept it at the source. */
        CLIENT_CERTIFICATE_REJECTED,
        /** It offers no endpoint with the security asked for. Detail {@code offered}. */
        SECURITY_NOT_OFFERED,
        /** User or password is wrong, or the user may not connect. */
        BAD_CREDENTIALS,
        /** The stored secret that the plant model names does not exist. Detail {@code secret}. */
        SECRET_MISSING,
        /** It ended a connection that stood. */
        LOST,
        /** It answered with something that should not be. */
        PROTOCOL_ERROR,
        /** The edge box that holds it is not connected to us; it goes on and keeps what it reads. Detail {@code edge}. */
        EDGE_AWAY,
        /** The edge box that holds it is there again and still delivers what it kept. Detail {@code edge}. */
        EDGE_BEHIND,
        /** No edge box of the name the plant model gives was enrolled. Detail {@code edge}. */
        EDGE_UNKNOWN,
        /** A fault of ours. */
        INTERNAL
    }

    private final Kind kind;
    private final transient Map<String, String> details;

    public ConnectionFault(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, Map.of(), cause);
    }

    /**
     * A fault.
     *
     * @param message what, where, what to do, in one line
     * @param details named values that texts in other languages need
     */
    public ConnectionFault(Kind kind, String message, Map<String, String> details, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.details = Map.copyOf(details);
    }

    public Kind kind() {
        return kind;
    }

    public Map<String, String> details() {
        return details;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? kind.name() : message;
    }
}
