package org.factfloor.records.plantfile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Connection.Clock;
import org.factfloor.plant.Connection.Security;
import org.factfloor.plant.Label;

/** Reads one connection. */
final class ConnectionReader {

    static final List<String> PROTOCOLS = List.of("opcua");
    static final Duration PUBLISHING_INTERVAL = Duration.ofMillis(500);
    private static final Pattern ENDPOINT = Pattern
            .compile("opc\\.tcp://(?:\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})(?:/\\S*)?");

    private final Reading reading;
    private final Reading.Ids ids;

    ConnectionReader(Reading reading) {
        this.reading = reading;
        this.ids = reading.new Ids("connection");
    }

    Connection read(Place place) {
        Fields fields = Fields.of(reading, place, Shape.CONNECTION);
        String id = fields.ownId(ids);
        fields.require("protocol", "known are " + String.join(", ", PROTOCOLS));
        fields.require("endpoint", "write the source's address, e.g. opc.tcp://10.0.0.7:4840");
        Optional<String> user = fields.text("user", 200);
        Optional<String> secret = fields.id("passwordSecret");
        if (fields.has("passwordSecret") && !fields.has("user")) {
            fields.problem("passwordSecret",
                    "a password without a user is of no use; add user or remove passwordSecret");
        }
        return new Connection(id, fields.label("name").orElse(Label.of(id)), protocol(fields), endpoint(fields),
                fields.word("security", Security.class).orElse(Security.NONE), user, secret,
                fields.duration("publishingInterval").orElse(PUBLISHING_INTERVAL),
                fields.word("clock", Clock.class).orElse(Clock.SOURCE), fields.id("edge"));
    }

    private static String protocol(Fields fields) {
        Optional<String> protocol = fields.text("protocol", 60);
        if (protocol.isPresent() && !PROTOCOLS.contains(protocol.get())) {
            fields.problem("protocol",
                    Scalars.shown(protocol.get()) + " is not a protocol this version speaks; known are "
                            + String.join(", ", PROTOCOLS),
                    protocol.get(), PROTOCOLS);
        }
        return protocol.orElse("opcua");
    }

    private static String endpoint(Fields fields) {
        Optional<String> endpoint = fields.text("endpoint", 300);
        if (endpoint.isPresent()) {
            Matcher matcher = ENDPOINT.matcher(endpoint.get());
            if (!matcher.matches()) {
                fields.problem("endpoint", Scalars.shown(endpoint.get())
                        + " is not an OPC UA endpoint; write opc.tcp://HOST:PORT, e.g. opc.tcp://10.0.0.7:4840");
            } else if (Integer.parseInt(matcher.group(1)) < 1 || Integer.parseInt(matcher.group(1)) > 65_535) {
                fields.problem("endpoint", "the port " + matcher.group(1) + " does not exist; ports are 1 to 65535");
            }
        }
        return endpoint.orElse("");
    }
}
