package org.factfloor.records.plantfile;

import static org.factfloor.records.plantfile.Editing.byId;
import static org.factfloor.records.plantfile.Editing.checked;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.factfloor.plant.Connection;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.WorkUnit;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Adds signals of one connection to a plant file. */
final class SignalAdding {

    private final PlantModel model;
    private final YamlDocument document;
    private final Connection connection;

    SignalAdding(String yaml, String connectionId) {
        this.model = Editing.model(yaml);
        this.document = Editing.document(yaml);
        this.connection = Editing.existing(model, connectionId);
    }

    /** Adds them to a machine, as {@link PlantEdits#addSignals} says; gives the new text. */
    String add(String workUnitId, Optional<NewWorkUnit> newWorkUnit, List<NewSignal> signals) {
        List<Signal> added = signals.stream().map(signal -> new Signal(workUnitId, signal.id(), signal.name(),
                signal.kind(), signal.role(), signal.unit(), connection.id(), signal.address(),
                signal.samplingInterval().orElse(connection.publishingInterval()), Optional.empty(),
                new TreeMap<>())).toList();
        SignalChecks.fit(added);
        if (newWorkUnit.isPresent()) {
            SignalChecks.oneOfARole(added, List.of());
            return addToNew(workUnitId, newWorkUnit.get(), added);
        }
        WorkUnit unit = model.workUnits().filter(candidate -> candidate.id().equals(workUnitId)).findFirst()
                .orElseThrow(() -> new PlantEditException("there is no machine " + workUnitId
                        + "; add it or name another one"));
        Set<String> taken = new HashSet<>(unit.signals().stream().map(Signal::id).toList());
        for (Signal signal : added) {
            if (!taken.add(signal.id())) {
                throw new PlantEditException("the machine " + workUnitId + " has a signal " + signal.id()
                        + " already; choose another id");
            }
        }
        SignalChecks.oneOfARole(added, unit.signals());
        MappingNode node = byId(PlantPlaces.workUnits(document.root()), workUnitId);
        Optional<String> unitConnection = YamlDocument.textOf(node, "connection");
        document.append(node, "signals",
                added.stream().map(signal -> PlantText.signal(signal, unitConnection, model)).toList());
        return checked(document.edited(), PlantModels.withWorkUnits(model, candidate -> {
            if (!candidate.id().equals(workUnitId)) {
                return candidate;
            }
            List<Signal> all = new ArrayList<>(candidate.signals());
            all.addAll(added);
            return candidate.withSignals(all);
        }));
    }

    private String addToNew(String id, NewWorkUnit wanted, List<Signal> signals) {
        if (model.workUnits().anyMatch(candidate -> candidate.id().equals(id))) {
            throw new PlantEditException("there is a machine " + id + " already; choose another id");
        }
        List<MappingNode> centers = PlantPlaces.workCenters(document.root());
        if (centers.isEmpty()) {
            throw new PlantEditException("the plant has no line to put the machine in; add a work center first");
        }
        MappingNode center = wanted.workCenterId().isPresent()
                ? byId(centers, wanted.workCenterId().get())
                : centers.getFirst();
        String centerId = YamlDocument.textOf(center, "id").orElseThrow();
        WorkUnit unit = new WorkUnit(id, wanted.name(), Optional.empty(), signals);
        document.append(center, "workUnits", List.of(PlantText.workUnit(unit, model)));
        return checked(document.edited(), PlantModels.withWorkCenters(model, candidate -> {
            if (!candidate.id().equals(centerId)) {
                return candidate;
            }
            List<WorkUnit> units = new ArrayList<>(candidate.workUnits());
            units.add(unit);
            return candidate.withWorkUnits(units);
        }));
    }
}
