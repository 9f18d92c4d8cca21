package org.factfloor.app;

import org.factfloor.connectivity.opcua.OpcUaPeer;

/** A plant model around the variables {@code v.0 … v.n} of an {@link OpcUaPeer}. */
final class TestPlant {

    private TestPlant() {}

    /** One machine {@code peer} with signals {@code v-0 … v-(count − 1)}, all read every 100 ms; {@code v-0} tells its state. */
    static String yaml(String endpoint, int count) {
        StringBuilder signals = new StringBuilder();
        for (int i = 0; i < count; i++) {
            signals.append("""
                                - {id: v-%d, name: Value %d, kind: analog, unit: "1", address: "nsu=%s;s=v.%d"%s}
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
