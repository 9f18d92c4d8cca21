package org.factfloor.connectivity.opcua;

import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.ConnectorSpec;
import org.factfloor.connectivity.SmallPlant;
import org.factfloor.plant.Connection;

/** Connections of the ways a person can set one up. */
final class Sources {

    private Sources() {}

    static Connection connection(String endpoint, Connection.Security security, Optional<String> user) {
        Connection plain = SmallPlant.connection("source", "opcua", endpoint);
        return new Connection(plain.id(), plain.name(), plain.protocol(), endpoint, security, user,
                user.map(name -> "password of " + name), plain.publishingInterval(), plain.clock(),
                plain.edge());
    }

    static ConnectorSpec anonymous(String endpoint, Connection.Security security) {
        return new ConnectorSpec(connection(endpoint, security, Optional.empty()), Optional.empty(), List.of());
    }

    static ConnectorSpec user(String endpoint, Connection.Security security, String user, String password) {
        return new ConnectorSpec(connection(endpoint, security, Optional.of(user)), Optional.of(password), List.of());
    }
}
