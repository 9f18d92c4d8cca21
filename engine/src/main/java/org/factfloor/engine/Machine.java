package org.factfloor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.WorkUnitSheet;

/**
 * A machine of one plant version as its kernel reads it.
 *
 * @param inputs by signal reference
 */
record Machine(WorkUnitSheet sheet, Calendar calendar, List<Input> inputs) {

    Machine {
        inputs = List.copyOf(inputs);
    }

    /** A signal that its kernel reads. */
    record Input(int signal, String key, Signal.Role role, String connection) {}

    String id() {
        return sheet.workUnit();
    }

    List<Integer> signals() {
        return inputs.stream().map(Input::signal).toList();
    }

    Set<String> connections() {
        return inputs.stream().map(Input::connection).collect(Collectors.toSet());
    }

    /** The machines of a model that have production facts, by id. */
    static Map<String, Machine> all(PlantModel model, Plans plans) {
        Map<String, Machine> machines = new TreeMap<>();
        for (Site site : model.enterprise().sites()) {
            site.workUnits().forEach(unit -> Sheets.of(unit).ifPresent(sheet -> machines.put(unit.id(),
                    new Machine(sheet, site.calendar(), inputs(unit, sheet, plans)))));
        }
        return machines;
    }

    private static List<Input> inputs(WorkUnit unit, WorkUnitSheet sheet, Plans plans) {
        List<Input> inputs = new ArrayList<>();
        for (Signal.Role role : Sheets.roles(sheet)) {
            unit.signal(role).ifPresent(signal -> {
                OptionalInt reference = plans.signal(signal.key());
                if (reference.isPresent()) {
                    inputs.add(new Input(reference.getAsInt(), signal.key(), role, signal.connection()));
                }
            });
        }
        return inputs;
    }
}
