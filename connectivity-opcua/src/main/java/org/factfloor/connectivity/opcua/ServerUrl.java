package org.factfloor.connectivity.opcua;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address a person typed, {@code opc.tcp://host:port/path}.
 *
 * <p>Servers often advertise endpoints under host names that only they know; what the person typed is what is reachable,
 * so host and port of it are kept for the session too.
 *
 * @param port 4840 where none is given
 */
record ServerUrl(String text, String host, int port) {

    private static final int DEFAULT_PORT = 4840;
    private static final Pattern FORM = Pattern
            .compile("opc\\.tcp://(\\[[0-9A-Fa-f:.%]+]|[^/:\\s]+)(?::(\\d{1,5}))?(/\\S*)?");

    /** The parts of an address; empty if it is malformed. */
    static Optional<ServerUrl> parse(String endpoint) {
        Matcher parts = FORM.matcher(endpoint.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(2) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        String path = parts.group(3) == null ? "" : parts.group(3);
        return Optional.of(new ServerUrl("opc.tcp://" + parts.group(1) + ":" + port + path, parts.group(1), port));
    }
}
