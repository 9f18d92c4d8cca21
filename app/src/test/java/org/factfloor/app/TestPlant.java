package org.factfloor.app;

import org.factfloor.connectivity.opcua.OpcUaPeer;

/** Plant models of tests. */
final class TestPlant {

    /** A machine {@code press} with a state, 1 stopped and 2 running, and a counter. */
    static final String PRESS = """
            - id: press
              name: Press
              connection: press
              signals:
                - id: state
                  kind: state
                  role: state
                  address: "nsu=%1$s;s=state"
                  states: {1: {name: Stopped, meaning: stopped}, 2: {name: Running, meaning: running}}
                - {id: parts, kind: counter, role: count, address: "nsu=%1$s;s=parts"}
            """.formatted(OpcUaPeer.NAMESPACE);
    /** Its connection, at which nothing ever answers. */
    static final String PRESS_IS_AWAY = """
            - {id: press, name: Press, protocol: opcua, endpoint: "opc.tcp://127.0.0.1:9"}
            """;

    static final String EARLY_AND_LATE = """
            - {id: early, name: Early, from: "06:00", to: "14:00"}
            - {id: late, name: Late, from: "14:00", to: "22:00"}
            """;

    private TestPlant() {}

    /** The connection of {@code press} to a peer. */
    static String pressAt(String endpoint) {
        return """
                - {id: press, name: Press, protocol: opcua, endpoint: "%s", security: none, publishingInterval: 100ms}
                """.formatted(endpoint);
    }

    /**
     * A plant in Berlin whose production days begin at 06:00, with one work cell.
     *
     * @param shifts lists of YAML, as the other two
     */
    static String inBerlin(String shifts, String workUnits, String connections) {
        return """
                factfloor: 1
                enterprise:
                  id: tests
                  name: Tests
                  sites:
                    - id: site
                      name: Site
                      calendar:
                        zone: Europe/Berlin
                        dayStart: "06:00"
                        shifts:
                %s
                      areas:
                        - id: area
                          name: Area
                          workCenters:
                            - id: cell
                              name: Cell
                              kind: workCell
                              workUnits:
                %s
                connections:
                %s
                """.formatted(shifts.indent(10).stripTrailing(), workUnits.indent(16).stripTrailing(),
                connections.indent(2).stripTrailing());
    }

    /**
     * Around the variables {@code v.0 … v.n} of an {@link OpcUaPeer}: one machine {@code peer} with signals
     * {@code v-0 … v-(count − 1)}, each told of every change, every 100 ms; {@code v-0} tells its state.
     */
    static String yaml(String endpoint, int count) {
        StringBuilder signals = new StringBuilder();
        for (int i = 0; i < count; i++) {
            signals.append("""
                                - {id: v-%d, name: Value %d, kind: analog, unit: "1", samplingInterval: 0s, \
                                   address: "nsu=%s;s=v.%d"%s}
                    """.formatted(i, i, OpcUaPeer.NAMESPACE, i, i == 0 ? ", role: power" : ""));
        }
        return """
                factfloor: 1
                enterprise:
                  id: tests
                  name: Tests
                  sites:
                    - id: site
                      name: Site
                      calendar: {zone: Europe/Berlin, dayStart: "06:00", shifts: []}
                      areas:
                        - id: area
                          name: Area
                          workCenters:
                            - id: line
                              name: Line
                              kind: productionLine
                              workUnits:
                                - id: peer
                                  name: Peer
                                  connection: peer
                                  production: {power: {offBelow: 10, runningFrom: 20}}
                                  signals:
                %s
                connections:
                  - {id: peer, name: Peer, protocol: opcua, endpoint: "%s", security: none, publishingInterval: 100ms}
                """.formatted(signals.toString().indent(10).stripTrailing(), endpoint);
    }
}
