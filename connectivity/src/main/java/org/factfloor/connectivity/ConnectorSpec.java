package org.factfloor.connectivity;

import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Connection;

/**
 * All a connector is told.
 *
 * @param password of the connection's user; never logged
 * @param bindings signals to deliver
 */
public record ConnectorSpec(Connection connection, Optional<String> password, List<Binding> bindings) {

    public ConnectorSpec {
        bindings = List.copyOf(bindings);
    }

    @Override
    public String toString() {
        return "ConnectorSpec[" + connection + ", " + bindings.size() + " signals]";
    }
}
