package org.factfloor.connectivity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.factfloor.plant.Connection;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;

/** What the plant model says of one connection: its own settings and the signals it delivers. */
public record ConnectionPlan(Connection connection, List<Binding> bindings) {

    public ConnectionPlan {
        bindings = List.copyOf(bindings);
    }

    /**
     * The plans of a model, in its order.
     *
     * @param refOf permanent reference of a signal's key
     */
    public static List<ConnectionPlan> of(PlantModel model, ToIntFunction<String> refOf) {
        Map<String, List<Binding>> bindings = model.signals().collect(Collectors.groupingBy(Signal::connection,
                Collectors.mapping(signal -> new Binding(refOf.applyAsInt(signal.key()), signal),
                        Collectors.toList())));
        return model.connections().stream()
                .map(connection -> new ConnectionPlan(connection, bindings.getOrDefault(connection.id(), List.of())))
                .toList();
    }

    public String id() {
        return connection.id();
    }

    String endpoint() {
        return connection.endpoint();
    }

    /** How long its source may be silent: three keep-alive periods, which follow the publishing interval. */
    Duration silenceLimit(SupervisionSettings settings) {
        Duration three = connection.publishingInterval().multipliedBy(3);
        return three.compareTo(settings.silence()) > 0 ? three : settings.silence();
    }

    ConnectorSpec spec(Optional<String> password) {
        return new ConnectorSpec(connection, password, bindings);
    }

    /**
     * The spec with the password, read anew each time so that a changed one counts at the next attempt.
     *
     * @throws ConnectionFault where the named secret does not exist
     */
    ConnectorSpec specWithSecret(Function<String, Optional<String>> secrets) throws ConnectionFault {
        if (connection.passwordSecret().isEmpty()) {
            return spec(Optional.empty());
        }
        String name = connection.passwordSecret().get();
        Optional<String> password = secrets.apply(name);
        if (password.isEmpty()) {
            throw new ConnectionFault(ConnectionFault.Kind.SECRET_MISSING,
                    id() + ": no secret is stored under '" + name + "'; enter the connection's password again",
                    Map.of("secret", name), null);
        }
        return spec(password);
    }

    /** Whether a connector cannot tell this plan from the other: they differ in what people see at most. */
    boolean sameOnTheWire(ConnectionPlan other) {
        return wire(connection).equals(wire(other.connection)) && wire(bindings).equals(wire(other.bindings));
    }

    /** The status where no protocol of this name is installed: visible, and why. */
    ConnectionStatus unspoken(Instant since) {
        String message = id() + ": this installation does not speak '" + connection.protocol()
                + "'; correct the protocol in the plant model";
        return new ConnectionStatus(connection, Guarantee.LIVE_ONLY, ConnectionStatus.State.STOPPED, since,
                Optional.empty(),
                Optional.of(new ConnectionStatus.Fault(ConnectionFault.Kind.INTERNAL, message, Map.of(), since)),
                Optional.empty(), 0, 0, Optional.empty(), 0, 0, bindings.size(), List.of(), 0, KeptHistory.NONE);
    }

    private static List<Object> wire(Connection c) {
        return List.of(c.id(), c.protocol(), c.endpoint(), c.security(), c.user(), c.passwordSecret(),
                c.publishingInterval(), c.clock());
    }

    private static List<List<Object>> wire(List<Binding> bindings) {
        return bindings.stream().map(binding -> {
            Signal signal = binding.signal();
            return List.<Object>of(binding.ref(), signal.kind(), signal.address(), signal.samplingInterval());
        }).toList();
    }
}
