package org.factfloor.connectivity.opcua;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;
import org.factfloor.plant.Connection;

/** Reads what went wrong out of what the stack and the server say. */
final class Faults {

    /** How far a connection had come. */
    enum Stage {
        /** Asking which endpoints there are; always without security. */
        ASKING,
        /** Opening channel and session. */
        OPENING,
        /** The session stood. */
        RUNNING
    }

    private final Connection connection;

    Faults(Connection connection) {
        this.connection = connection;
    }

    String connectionId() {
        return connection.id();
    }

    ConnectionFault of(Kind kind, String what, Map<String, String> details) {
        return new ConnectionFault(kind, connection.id() + ": " + what, details, null);
    }

    ConnectionFault of(Stage stage, Throwable cause) {
        Kind kind = kind(stage, cause);
        return new ConnectionFault(kind, connection.id() + ": " + sentence(kind, cause), cause);
    }

    private Kind kind(Stage stage, Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof UnknownHostException || each instanceof UnresolvedAddressException) {
                return Kind.BAD_ADDRESS;
            }
            if (each instanceof ConnectException || each instanceof NoRouteToHostException) {
                return stage == Stage.RUNNING ? Kind.LOST : Kind.UNREACHABLE;
            }
            if (each instanceof TimeoutException) {
                return Kind.SILENT;
            }
        }
        return UaException.extractStatusCode(cause).map(code -> kind(stage, code.getValue()))
                .orElse(stage == Stage.RUNNING ? Kind.LOST : Kind.PROTOCOL_ERROR);
    }

    private Kind kind(Stage stage, long status) {
        if (status == StatusCodes.Bad_Timeout || status == StatusCodes.Bad_RequestTimeout) {
            return Kind.SILENT;
        }
        if (status == StatusCodes.Bad_IdentityTokenRejected || status == StatusCodes.Bad_IdentityTokenInvalid
                || status == StatusCodes.Bad_UserAccessDenied || status == StatusCodes.Bad_UserSignatureInvalid) {
            return Kind.BAD_CREDENTIALS;
        }
        if (status == StatusCodes.Bad_TcpEndpointUrlInvalid) {
            return Kind.BAD_ADDRESS;
        }
        if (status == StatusCodes.Bad_SecurityPolicyRejected || status == StatusCodes.Bad_SecurityModeRejected) {
            return Kind.SECURITY_NOT_OFFERED;
        }
        if (stage == Stage.RUNNING) {
            return Kind.LOST;
        }
        // The server's own certificate has been judged before, so a complaint about certificates is about ours. Many
        // servers only close the connection then; the same server has just answered without security.
        boolean secured = stage == Stage.OPENING && connection.security() != Connection.Security.NONE;
        if (secured && (isCertificateComplaint(status) || isEnd(status))) {
            return Kind.CLIENT_CERTIFICATE_REJECTED;
        }
        return isEnd(status) ? Kind.LOST : Kind.PROTOCOL_ERROR;
    }

    private static boolean isCertificateComplaint(long status) {
        // Bad_CertificateInvalid 0x8012 to Bad_CertificateIssuerRevoked 0x801E, and Bad_SecurityChecksFailed 0x8013.
        long code = status >>> 16;
        return code >= 0x8012 && code <= 0x801E || status == StatusCodes.Bad_CertificateChainIncomplete
                || status == StatusCodes.Bad_CertificatePolicyCheckFailed
                || status == StatusCodes.Bad_ApplicationSignatureInvalid;
    }

    private static boolean isEnd(long status) {
        return status == StatusCodes.Bad_ConnectionClosed || status == StatusCodes.Bad_ConnectionRejected
                || status == StatusCodes.Bad_SecureChannelClosed || status == StatusCodes.Bad_CommunicationError
                || status == StatusCodes.Bad_TcpInternalError || status == StatusCodes.Bad_Shutdown
                || status == StatusCodes.Bad_ServerHalted;
    }

    private String sentence(Kind kind, Throwable cause) {
        String where = connection.endpoint();
        return switch (kind) {
            case BAD_ADDRESS -> where + " does not resolve to a server; correct host, port and path";
            case UNREACHABLE -> "nothing answers at " + where
                    + "; check that the machine is switched on, the network cable and the port";
            case SILENT ->
                where + " takes the connection and then says nothing; check that it is an OPC UA server and is"
                        + " not overloaded";
            case CLIENT_CERTIFICATE_REJECTED -> where + " does not trust our certificate; accept 'Factfloor' in the"
                    + " machine's own list of trusted certificates (" + reason(cause) + ")";
            case BAD_CREDENTIALS -> where + " refuses user "
                    + connection.user().map(user -> "'" + user + "'").orElse("'anonymous'")
                    + "; correct user and password (" + reason(cause) + ")";
            case SECURITY_NOT_OFFERED -> where + " refuses the security " + connection.security() + " (" + reason(cause)
                    + ")";
            case LOST -> "the connection to " + where + " ended (" + reason(cause) + "); it is made again by itself";
            case PROTOCOL_ERROR, INTERNAL, SECRET_MISSING, CERTIFICATE_EXPIRED, CERTIFICATE_UNTRUSTED, EDGE_AWAY,
                    EDGE_UNKNOWN, EDGE_BEHIND ->
                where
                        + " answers as an OPC UA server should not: " + reason(cause);
        };
    }

    private static String reason(Throwable cause) {
        return UaException.extract(cause).map(UaException::getMessage)
                .orElseGet(() -> String.valueOf(cause.getMessage()));
    }
}
