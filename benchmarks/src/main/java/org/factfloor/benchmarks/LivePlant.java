package org.factfloor.benchmarks;

import java.util.Locale;

/**
 * The plant of {@link LiveBench} in its written form: 500 machines of twenty signals at 1 Hz on four connections, and one
 * of twenty signals at 10 Hz, which carry the time they were written, on a fast connection of its own.
 */
final class LivePlant {

    static final int MACHINES = 500;
    static final int STAMPED_MACHINES = 1;
    static final int SIGNALS_PER_MACHINE = 20;
    /** Of a machine's signals, the first 14 are analogue and the others counters. */
    static final int ANALOGUE_PER_MACHINE = 14;
    static final int SIGNALS = MACHINES * SIGNALS_PER_MACHINE;
    static final int STAMPED = STAMPED_MACHINES * SIGNALS_PER_MACHINE;
    static final String NAMESPACE = "urn:factfloor:bench";

    private static final int MACHINES_PER_CONNECTION = 125;
    private static final int MACHINES_PER_LINE = 25;
    /** A node's number is its machine's with two more digits. */
    private static final int NODES_PER_MACHINE = 100;

    private LivePlant() {}

    /** The numeric id of a signal's node in {@link #NAMESPACE}. */
    static int node(int signal) {
        return signal / SIGNALS_PER_MACHINE * NODES_PER_MACHINE + signal % SIGNALS_PER_MACHINE;
    }

    /** The signal of a node. */
    static int signal(int node) {
        return node / NODES_PER_MACHINE * SIGNALS_PER_MACHINE + node % NODES_PER_MACHINE;
    }

    /** Key of a signal, the stamped ones being the last. */
    static String key(int signal) {
        return unit(signal / SIGNALS_PER_MACHINE) + "/s" + signal % SIGNALS_PER_MACHINE;
    }

    private static String unit(int machine) {
        return String.format(Locale.ROOT, "m-%04d", machine);
    }

    static String yaml(String endpoint) {
        StringBuilder yaml = new StringBuilder("""
                factfloor: 1
                enterprise:
                  id: bench
                  name: Bench
                  sites:
                    - id: site
                      name: Site
                      calendar: {zone: Asia/Shanghai, dayStart: "07:00"}
                      areas:
                        - id: area
                          name: Area
                          workCenters:
                """);
        for (int machine = 0; machine < MACHINES + STAMPED_MACHINES; machine++) {
            if (machine % MACHINES_PER_LINE == 0) {
                int line = machine / MACHINES_PER_LINE;
                yaml.append("""
                                    - id: line-%1$d
                                      name: Line %1$d
                                      kind: productionLine
                                      workUnits:
                        """.formatted(line));
            }
            boolean stamped = machine >= MACHINES;
            yaml.append(
                    "                - {id: %1$s, name: %1$s, template: %2$s, connection: %3$s, parameters: {node: \"%4$d\"}}\n"
                            .formatted(unit(machine), stamped ? "stamped" : "machine",
                                    stamped ? "fast" : "part-" + machine / MACHINES_PER_CONNECTION, machine));
        }
        yaml.append("connections:\n");
        for (int part = 0; part * MACHINES_PER_CONNECTION < MACHINES; part++) {
            yaml.append(connection("part-" + part, endpoint, "500ms"));
        }
        yaml.append(connection("fast", endpoint, "100ms")).append("templates:\n");
        yaml.append(template("machine", ANALOGUE_PER_MACHINE, "1s"));
        yaml.append(template("stamped", SIGNALS_PER_MACHINE, "100ms"));
        return yaml.toString();
    }

    private static String connection(String id, String endpoint, String publishingInterval) {
        return "  - {id: %1$s, name: %1$s, protocol: opcua, endpoint: \"%2$s\", security: none, publishingInterval: %3$s}\n"
                .formatted(id, endpoint, publishingInterval);
    }

    private static String template(String id, int analogue, String samplingInterval) {
        StringBuilder yaml = new StringBuilder("  - id: " + id + "\n    name: " + id + "\n    signals:\n");
        for (int i = 0; i < SIGNALS_PER_MACHINE; i++) {
            yaml.append(
                    "      - {id: s%1$d, name: s%1$d, kind: %2$s, address: \"nsu=%3$s;i=${node}%1$02d\", samplingInterval: %4$s}\n"
                            .formatted(i, i < analogue ? "analog" : "counter", NAMESPACE, samplingInterval));
        }
        return yaml.toString();
    }
}
