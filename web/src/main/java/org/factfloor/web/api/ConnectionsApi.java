package org.factfloor.web.api;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Protocol;
import org.factfloor.connectivity.Supervision;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.SignalKind;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.Records;
import org.factfloor.records.plantfile.PlantEdits;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Caller;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Connections: how they are doing, making and removing them, looking at what a source offers. */
public final class ConnectionsApi implements Resource {

    private static final Duration STANDARD_INTERVAL = Duration.ofMillis(500);

    private final Records records;
    private final Supervision supervision;
    private final PlantDesk desk;

    private record NewConnection(@Nullable String id, @Nullable String name, @Nullable String endpoint,
            @Nullable String security, @Nullable String user, @Nullable String password,
            @Nullable Integer publishingIntervalMs) {
        @Override
        public String toString() {
            return "NewConnection[" + name + ", " + endpoint + "]";
        }
    }

    private record NodeView(String address, String name, boolean hasChildren, @Nullable VariableView variable) {
        static NodeView of(Protocol.Node node) {
            return new NodeView(node.address(), node.name(), node.hasChildren(),
                    node.variable().map(VariableView::of).orElse(null));
        }
    }

    private record VariableView(String dataType, @Nullable SignalKind kind, String value, @Nullable String unit) {
        static VariableView of(Protocol.Variable variable) {
            return new VariableView(variable.dataType(), variable.kind().orElse(null), variable.value(),
                    variable.unit().isEmpty() ? null : variable.unit());
        }
    }

    public ConnectionsApi(Records records, Supervision supervision, PlantDesk desk) {
        this.records = records;
        this.supervision = supervision;
        this.desk = desk;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/connections", Access.READ,
                        call -> call.json(Page
                                .all(supervision.statuses().stream().map(ConnectionView::of).toList()))),
                Route.post("/connections", Access.ADMIN, this::create),
                Route.get("/connections/{id}", Access.READ, call -> call.json(view(call.path("id")))),
                Route.delete("/connections/{id}", Access.ADMIN, this::delete),
                Route.post("/connections/{id}/retry", Access.ADMIN, this::retry),
                Route.get("/connections/{id}/browse", Access.ADMIN, this::browse, "node", "cursor"));
    }

    private ConnectionView view(String id) {
        return supervision.status(id).map(ConnectionView::of).orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(String id) {
        return ProblemException.notFound("unknown-connection",
                "The plant has no connection " + id + "; look at GET /api/v1/connections for those it has.");
    }

    private Set<String> ids() {
        return records.plants().current().stream().flatMap(version -> version.model().connections().stream())
                .map(Connection::id).collect(Collectors.toSet());
    }

    private void create(Call call) throws InterruptedException {
        NewConnection request = call.body(NewConnection.class);
        String name = Checks.text("name", request.name(), 100);
        Set<String> taken = ids();
        String id = Checks.optional("id", request.id(), 60)
                .orElseGet(() -> PlantEdits.idFor(name, "connection", taken));
        if (taken.contains(id)) {
            throw ProblemException.of(409, "id-taken", "The plant has a connection " + id + "; choose another id.");
        }
        Optional<String> password = Optional.ofNullable(request.password()).filter(text -> !text.isEmpty());
        Optional<String> secret = password.map(text -> PlantEdits.idFor(id, "secret", records.secrets().names()));
        Connection connection = new Connection(id, Label.of(name), "opcua",
                Checks.text("endpoint", request.endpoint(), 500),
                request.security() == null
                        ? Connection.Security.NONE
                        : Checks.word("security", Connection.Security.class, request.security()),
                Checks.optional("user", request.user(), 200), secret, interval(request),
                Connection.Clock.SOURCE);
        // Before the version is applied, so that the connection finds it.
        secret.ifPresent(key -> putSecret(call.caller(), key, password.orElseThrow()));
        try {
            desk.edit(call.caller(), "Add connection " + id, yaml -> PlantEdits.addConnection(yaml, connection));
        } catch (ProblemException refused) {
            secret.ifPresent(key -> deleteSecret(call.caller(), key));
            throw refused;
        }
        call.setHeader("Location", Route.PREFIX + "/connections/" + id);
        call.json(201, view(id));
    }

    private static Duration interval(NewConnection request) {
        Integer millis = request.publishingIntervalMs();
        if (millis == null) {
            return STANDARD_INTERVAL;
        }
        Checks.range("publishingIntervalMs", millis, 10, 3_600_000);
        return Duration.ofMillis(millis);
    }

    private void putSecret(Caller caller, String name, String value) {
        records.secrets().put(name, value);
        records.audit().record(caller.actor(), caller.source(), "secret.put", name, "ok", "");
    }

    private void delete(Call call) throws InterruptedException {
        String id = call.path("id");
        Connection connection = records.plants().current().flatMap(version -> version.model().connection(id))
                .orElseThrow(() -> unknown(id));
        PlantVersion left = desk.edit(call.caller(), "Remove connection " + id,
                yaml -> PlantEdits.removeConnection(yaml, id));
        connection.passwordSecret().filter(secret -> !isUsed(secret, left))
                .ifPresent(secret -> deleteSecret(call.caller(), secret));
        call.status(204);
    }

    private static boolean isUsed(String secret, PlantVersion version) {
        return version.model().connections().stream()
                .anyMatch(other -> other.passwordSecret().filter(secret::equals).isPresent());
    }

    private void deleteSecret(Caller caller, String name) {
        if (records.secrets().delete(name)) {
            records.audit().record(caller.actor(), caller.source(), "secret.delete", name, "ok", "");
        }
    }

    private void retry(Call call) {
        String id = call.path("id");
        if (!supervision.retry(id)) {
            throw unknown(id);
        }
        records.audit().record(call.caller().actor(), call.caller().source(), "connection.retry", id, "ok", "");
        call.status(202);
    }

    private void browse(Call call) throws InterruptedException {
        String id = call.path("id");
        try {
            Protocol.Page page = supervision.browse(id, call.query("node"), call.query("cursor"));
            call.json(new Page<>(page.nodes().stream().map(NodeView::of).toList(), page.next().orElse(null)));
        } catch (NoSuchElementException e) {
            throw unknown(id);
        } catch (ConnectionFault fault) {
            throw new ProblemException(Problem.of(502, "connection-fault", fault.getMessage())
                    .withFault(new ConnectionView.FaultView(fault.kind(), fault.getMessage(), fault.details(), null)));
        }
    }
}
