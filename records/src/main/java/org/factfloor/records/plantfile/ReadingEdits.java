package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Changes to which signals a machine is read by, and where its line counts. As {@link PlantEdits}: text in, text out, and
 * {@link PlantEditException} where it cannot be.
 */
public final class ReadingEdits {

    private ReadingEdits() {}

    /**
     * Makes signals of a machine play these roles; whatever played one of them before plays none.
     *
     * @param wanted signal by role; empty for none. Roles that are absent stay as they are
     */
    public static String setRoles(String yaml, String workUnitId, Map<Role, Optional<String>> wanted) {
        PlantModel model = Editing.model(yaml);
        WorkUnit unit = unit(model, workUnitId);
        Map<String, Role> roles = new LinkedHashMap<>();
        unit.signals().forEach(signal -> roles.put(signal.id(),
                wanted.containsKey(signal.role()) ? Role.NONE : signal.role()));
        wanted.forEach((role, id) -> id.ifPresent(signal -> play(unit, roles, signal, role)));
        List<Signal> changed = unit.signals().stream().filter(signal -> roles.get(signal.id()) != signal.role())
                .map(signal -> signal.usedAs(roles.getOrDefault(signal.id(), Role.NONE))).toList();
        SignalChecks.fit(changed);
        YamlDocument document = Editing.document(yaml);
        MappingNode node = Editing.byId(PlantPlaces.workUnits(document.root()), workUnitId);
        List<Written> overTemplate = new ArrayList<>();
        for (Signal signal : changed) {
            Optional<MappingNode> own = YamlDocument.items(node, "signals").stream()
                    .filter(item -> YamlDocument.textOf(item, "id").filter(signal.id()::equals).isPresent())
                    .findFirst();
            String role = Words.of(signal.role());
            own.ifPresentOrElse(item -> document.put(item, "role", Written.text(role)),
                    () -> overTemplate.add(Written.flow().put("id", signal.id()).put("role", role)));
        }
        if (!overTemplate.isEmpty()) {
            document.append(node, "signals", overTemplate);
        }
        return Editing.checked(document.edited(), PlantModels.withSignals(model,
                signal -> signal.workUnit().equals(workUnitId)
                        ? signal.usedAs(roles.getOrDefault(signal.id(), signal.role()))
                        : signal));
    }

    private static void play(WorkUnit unit, Map<String, Role> roles, String signal, Role role) {
        Role before = roles.get(signal);
        if (before == null) {
            throw new PlantEditException("the machine " + unit.id() + " has no signal " + signal
                    + "; choose one of its own");
        }
        if (before == Role.STATE || before == Role.COUNT || before == Role.POWER || before == Role.PROGRAM) {
            throw new PlantEditException(
                    "the signal " + signal + " has role " + Words.of(before) + " and cannot have role "
                            + Words.of(role) + ", too; choose another one for either");
        }
        roles.put(signal, role);
    }

    /** Makes the line of a machine count its pieces at this machine, or no longer. */
    public static String setCounting(String yaml, String workUnitId, boolean counts) {
        PlantModel model = Editing.model(yaml);
        unit(model, workUnitId);
        YamlDocument document = Editing.document(yaml);
        WorkCenter line = model.workCenters()
                .filter(center -> center.workUnits().stream().anyMatch(unit -> unit.id().equals(workUnitId)))
                .findFirst().orElseThrow();
        if (counts == line.countingUnit().filter(workUnitId::equals).isPresent()) {
            return yaml;
        }
        MappingNode node = Editing.byId(PlantPlaces.workCenters(document.root()), line.id());
        if (counts) {
            document.put(node, "counting", Written.flow().put("workUnit", workUnitId));
        } else {
            document.removeKeys(node, Set.of("counting"));
        }
        return Editing.checked(document.edited(), PlantModels.withWorkCenters(model,
                center -> center.id().equals(line.id())
                        ? new WorkCenter(center.id(), center.name(), center.kind(), center.workUnits(),
                                counts ? Optional.of(workUnitId) : Optional.empty())
                        : center));
    }

    private static WorkUnit unit(PlantModel model, String id) {
        return model.workUnits().filter(unit -> unit.id().equals(id)).findFirst()
                .orElseThrow(() -> new PlantEditException("there is no machine " + id + "; name another one"));
    }
}
