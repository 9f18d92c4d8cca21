package org.factfloor.plant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the plant consists of, with all templates resolved. {@code plant.yaml} is its written form.
 *
 * <p>Ids are unique among their own sort in the whole plant; every signal names an existing connection. Who makes a
 * model checks that; this record does not.
 */
public record PlantModel(Enterprise enterprise, List<Connection> connections) {

    public PlantModel {
        connections = List.copyOf(connections);
    }

    /** All lines and groups, in the order of the hierarchy. */
    public Stream<WorkCenter> workCenters() {
        return enterprise.sites().stream().flatMap(Site::workCenters);
    }

    /** Where a machine stands; empty where no site has it. */
    public Optional<Site> siteOf(String workUnit) {
        return enterprise.sites().stream()
                .filter(site -> site.workUnits().anyMatch(unit -> unit.id().equals(workUnit))).findFirst();
    }

    /** All machines, in the order of the hierarchy. */
    public Stream<WorkUnit> workUnits() {
        return enterprise.sites().stream().flatMap(Site::workUnits);
    }

    /** All signals, in the order of the hierarchy. */
    public Stream<Signal> signals() {
        return workUnits().flatMap(unit -> unit.signals().stream());
    }

    public Optional<Connection> connection(String id) {
        return connections.stream().filter(connection -> connection.id().equals(id)).findFirst();
    }

    public Map<String, Signal> signalsByKey() {
        return signals().collect(Collectors.toMap(Signal::key, Function.identity()));
    }
}
