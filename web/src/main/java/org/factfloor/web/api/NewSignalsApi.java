package org.factfloor.web.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.WorkUnit;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.plantfile.NewSignal;
import org.factfloor.records.plantfile.NewWorkUnit;
import org.factfloor.records.plantfile.PlantEdits;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Makes nodes that somebody picked at a source into signals of a machine. */
public final class NewSignalsApi implements Resource {

    private static final int MAX_SIGNALS = 1_000;

    private final CurrentPlant current;
    private final PlantDesk desk;

    private record Request(@Nullable Machine workUnit, @Nullable List<@Nullable Picked> signals) {}

    private record Machine(@Nullable String id, @Nullable String name, @Nullable String workCenter) {}

    private record Picked(@Nullable String id, @Nullable String name, @Nullable String kind, @Nullable String role,
            @Nullable String unit, @Nullable String address, @Nullable Integer samplingIntervalMs) {}

    private record Added(int version, List<String> keys) {}

    public NewSignalsApi(CurrentPlant current, PlantDesk desk) {
        this.current = current;
        this.desk = desk;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/connections/{id}/signals", Access.ADMIN, this::add));
    }

    private void add(Call call) throws InterruptedException {
        String connection = call.path("id");
        Request request = call.body(Request.class);
        PlantModel model = current.require().version().model();
        if (model.connection(connection).isEmpty()) {
            throw ProblemException.notFound("unknown-connection", "The plant has no connection " + connection + ".");
        }
        Machine machine = request.workUnit();
        if (machine == null) {
            throw ProblemException.invalidField("workUnit", "is missing; name a machine, or describe a new one");
        }
        Optional<WorkUnit> existing = Optional.ofNullable(machine.id()).flatMap(
                id -> model.workUnits().filter(unit -> unit.id().equals(id)).findFirst());
        String unitId = existing.map(WorkUnit::id).orElseGet(() -> newId(machine, model));
        Optional<NewWorkUnit> added = existing.isPresent()
                ? Optional.empty()
                : Optional.of(new NewWorkUnit(Label.of(Checks.text("workUnit/name", machine.name(), 100)),
                        Checks.optional("workUnit/workCenter", machine.workCenter(), 60)));
        List<NewSignal> signals = signals(request, existing);
        PlantVersion version = desk.edit(call.caller(), "Add " + signals.size() + " signals to " + unitId,
                yaml -> PlantEdits.addSignals(yaml, connection, unitId, added, signals));
        call.json(201,
                new Added(version.number(), signals.stream().map(signal -> unitId + "/" + signal.id()).toList()));
    }

    private static String newId(Machine machine, PlantModel model) {
        Set<String> taken = model.workUnits().map(WorkUnit::id).collect(Collectors.toSet());
        return Checks.optional("workUnit/id", machine.id(), 60).orElseGet(
                () -> PlantEdits.idFor(Checks.text("workUnit/name", machine.name(), 100), "machine", taken));
    }

    private static List<NewSignal> signals(Request request, Optional<WorkUnit> machine) {
        List<@Nullable Picked> picked = request.signals();
        if (picked == null || picked.isEmpty() || picked.size() > MAX_SIGNALS) {
            throw ProblemException.invalidField("signals", "must list 1 to " + MAX_SIGNALS + " signals");
        }
        Set<String> taken = machine.stream().flatMap(unit -> unit.signals().stream()).map(Signal::id)
                .collect(Collectors.toCollection(HashSet::new));
        List<NewSignal> signals = new ArrayList<>();
        for (int i = 0; i < picked.size(); i++) {
            Picked one = picked.get(i);
            String field = "signals/" + i;
            if (one == null) {
                throw ProblemException.invalidField(field, "must be an object");
            }
            NewSignal signal = signal(one, field, taken);
            taken.add(signal.id());
            signals.add(signal);
        }
        return signals;
    }

    private static NewSignal signal(Picked picked, String field, Set<String> taken) {
        String name = Checks.text(field + "/name", picked.name(), 100);
        Integer millis = picked.samplingIntervalMs();
        if (millis != null) {
            Checks.range(field + "/samplingIntervalMs", millis, 1, 3_600_000);
        }
        return new NewSignal(
                Checks.optional(field + "/id", picked.id(), 60)
                        .orElseGet(() -> PlantEdits.idFor(name, "signal", taken)),
                Label.of(name), Checks.word(field + "/kind", SignalKind.class, picked.kind()),
                picked.role() == null
                        ? Signal.Role.NONE
                        : Checks.word(field + "/role", Signal.Role.class, picked.role()),
                Checks.optional(field + "/unit", picked.unit(), 40).orElse(""),
                Checks.text(field + "/address", picked.address(), 1000),
                Optional.ofNullable(millis).map(value -> Duration.ofMillis(value)));
    }
}
