package org.factfloor.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.Guarantee;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Connection;
import org.factfloor.plant.SignalKind;
import org.jspecify.annotations.Nullable;

/**
 * What box and server say in JSON. Times are µs since 1970-01-01 UTC. Fields that a reader does not know are passed over,
 * so that box and server of neighbouring versions understand each other. So do words that only tell people something; what a
 * box is to hold it has to understand whole.
 */
public final class Messages {

    /** Raised when box and server could no longer understand each other. */
    public static final int PROTOCOL = 1;

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build()).build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addHandler(new UnknownWords())
            .serializationInclusion(JsonInclude.Include.NON_NULL).build();

    private Messages() {}

    /** What stands for a word that this version does not know. */
    private static final class UnknownWords extends DeserializationProblemHandler {

        private static final Map<Class<?>, Enum<?>> STAND_INS = Map.of(ConnectionFault.Kind.class,
                ConnectionFault.Kind.INTERNAL, ConnectionStatus.State.class, ConnectionStatus.State.WAITING,
                Guarantee.class, Guarantee.LIVE_ONLY, Refused.Why.class, Refused.Why.VERSION);

        @Override
        public Object handleWeirdStringValue(DeserializationContext context, Class<?> type, String value, String why) {
            return STAND_INS.containsKey(type) ? STAND_INS.get(type) : NOT_HANDLED;
        }
    }

    /** A box shows a one-time code; {@code box} is the id of its data folder. */
    public record Enrol(String code, String box) {
        public Enrol {
            present(code, box);
        }

        @Override
        public String toString() {
            return "Enrol[" + box + "]";
        }
    }

    /** The box is enrolled under the name that the code was made for. */
    public record Enrolled(String name, String token) {
        public Enrolled {
            present(name, token);
        }

        @Override
        public String toString() {
            return "Enrolled[" + name + "]";
        }
    }

    /**
     * A box that is enrolled begins a session.
     *
     * @param run id of its process: a new connection of one process takes the place of its last one
     * @param time its clock
     */
    public record Hello(int protocol, String token, String box, String run, String version, long time) {
        public Hello {
            present(token, box, run, version);
        }

        @Override
        public String toString() {
            return "Hello[" + box + "]";
        }
    }

    /** The session stands. */
    public record Welcome(String name) {
        public Welcome {
            present(name);
        }
    }

    /** Why there is no session. */
    public record Refused(Why why, String text) {
        public Refused {
            present(why, text);
        }

        /** Reasons that a box acts upon. */
        public enum Why {
            /** The code is wrong, was used or is over. */
            BAD_CODE,
            /** The token is not known any more. */
            REVOKED,
            /** Another process has the name. */
            NAME_IN_USE,
            /** Box and server are of versions that do not understand each other. */
            VERSION
        }
    }

    /**
     * What the box is to hold.
     *
     * @param trusted certificates of sources a person trusts, DER in Base64
     * @param anew true where the box is to connect everything anew, so that values that do not change are told again; not
     *        there otherwise
     */
    public record Plan(List<Held> connections, List<String> trusted, @Nullable Boolean anew) {
        public Plan {
            connections = List.copyOf(connections);
            trusted = List.copyOf(trusted);
        }

        /** The same plan, and everything anew. */
        public Plan fromAnew() {
            return new Plan(connections, trusted, true);
        }

        /** The same plan, as it is kept. */
        public Plan kept() {
            return new Plan(connections, trusted, null);
        }

        /** A connection; {@code password} is the one its secret holds. */
        public record Held(String id, String protocol, String endpoint, Connection.Security security,
                @Nullable String user, @Nullable String passwordSecret, @Nullable String password,
                long publishingMillis, Connection.Clock clock, List<Read> signals) {
            public Held {
                present(id, protocol, endpoint, security, clock);
                signals = List.copyOf(signals);
            }

            @Override
            public String toString() {
                return "Held[" + id + "]";
            }
        }

        /** A signal and its permanent reference. */
        public record Read(int ref, String machine, String id, SignalKind kind, String address, long samplingMillis) {
            public Read {
                present(machine, id, kind, address);
            }
        }
    }

    /**
     * How the box is doing.
     *
     * @param time its clock
     * @param fault what is wrong with its journal, buffer or disk, in English
     * @param faultZh the same in Chinese, from a box that has it
     * @param untrusted certificates of sources nobody has trusted yet, with the connection that saw them
     * @param delivered until when each connection was alive, as far as the server has said that it has it
     */
    public record Status(long time, Outbox.Order order, Outbox.WhenFull whenFull, Outbox.Fill fill,
            @Nullable String fault, @Nullable String faultZh, List<Doing> connections, List<Untrusted> untrusted,
            Map<String, Long> delivered) {
        public Status {
            present(order, whenFull, fill);
            delivered = delivered == null ? Map.of() : Map.copyOf(delivered);
            connections = List.copyOf(connections);
            untrusted = List.copyOf(untrusted);
        }
    }

    /** How one of its connections is doing; see {@link ConnectionStatus}. */
    public record Doing(String id, Guarantee guarantee, ConnectionStatus.State state, long since,
            @Nullable Long lastProof, @Nullable Fault fault, @Nullable Long nextAttempt, long samples,
            double samplesPerSecond, @Nullable Long clockOffsetMicros, long retimed, long overflowed, int signals,
            List<Refusal> refused, int reconnects) {
        public Doing {
            present(id, guarantee, state);
            refused = List.copyOf(refused);
        }
    }

    /** Why it is not connected. */
    public record Fault(ConnectionFault.Kind kind, String message, Map<String, String> details, long at) {
        public Fault {
            present(kind, message);
            details = Map.copyOf(details);
        }
    }

    /** A signal its source refused. */
    public record Refusal(String signal, int status, String why) {
        public Refusal {
            present(signal, why);
        }
    }

    /** A certificate, DER in Base64. */
    public record Untrusted(String connection, String certificate) {
        public Untrusted {
            present(connection, certificate);
        }
    }

    /** A parcel, by where it stands in the box's journal. */
    public record Stretch(long from, long to) {}

    /** Samples the box had to let go; see {@link Outbox.Report}. */
    public record Losses(long number, List<Outbox.Loss> losses) {
        public Losses {
            losses = List.copyOf(losses);
        }
    }

    /** Those of this report are counted, durably. */
    public record Counted(long number) {}

    /**
     * A person wants something of a connection.
     *
     * @param number of the answer
     * @param browse false to try it again now, which has no answer
     * @param node as in {@link org.factfloor.connectivity.Protocol#browse}
     */
    public record Ask(long number, String connection, boolean browse, @Nullable String node,
            @Nullable String cursor) {
        public Ask {
            present(connection);
        }
    }

    /** What was found, or why nothing could be. */
    public record Answer(long number, List<Node> nodes, @Nullable String next, @Nullable Fault fault) {
        public Answer {
            nodes = List.copyOf(nodes);
        }

        /** One thing a source offers; {@code dataType} only where it can be read. */
        public record Node(String address, String name, boolean hasChildren, @Nullable String dataType,
                @Nullable SignalKind kind, @Nullable String value, @Nullable String unit) {
            public Node {
                present(address, name);
            }
        }
    }

    private static void present(@Nullable Object... fields) {
        for (Object field : fields) {
            Objects.requireNonNull(field, "a field is missing");
        }
    }

    public static byte[] bytes(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + message + " as JSON", e);
        }
    }

    /**
     * Reads a message.
     *
     * @throws IOException if the payload is none of this type
     */
    public static <T> T read(ByteBuffer payload, Class<T> type) throws IOException {
        T message = MAPPER.readValue(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining(),
                type);
        if (message == null) {
            throw new Frames.BadFrameException("no " + type.getSimpleName());
        }
        return message;
    }
}
