package org.factfloor.web.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.factfloor.connectivity.Supervision;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.records.Records;
import org.factfloor.records.plantfile.PlantEdits;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Caller;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Makes and removes connections, together with the secrets that hold their passwords. */
public final class ConnectionEditsApi implements Resource {

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

    public ConnectionEditsApi(Records records, Supervision supervision, PlantDesk desk) {
        this.records = records;
        this.supervision = supervision;
        this.desk = desk;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/connections", Access.ADMIN, this::create),
                Route.delete("/connections/{id}", Access.ADMIN, this::delete));
    }

    private void create(Call call) throws InterruptedException {
        NewConnection request = call.body(NewConnection.class);
        // One at a time: two that are sent at once must not share an id or a secret.
        String id = desk.alone(() -> add(call.caller(), request));
        call.setHeader("Location", Route.PREFIX + "/connections/" + id);
        call.json(201, view(id));
    }

    private String add(Caller caller, NewConnection request) throws InterruptedException {
        String name = Checks.text("name", request.name(), 100);
        Set<String> taken = connections().stream().map(Connection::id).collect(Collectors.toSet());
        String id = Checks.optional("id", request.id(), 60)
                .orElseGet(() -> PlantEdits.idFor(name, "connection", taken));
        if (taken.contains(id)) {
            throw ProblemException.of(409, "id-taken", "The plant has a connection " + id + "; choose another id.");
        }
        Optional<String> password = Optional.ofNullable(request.password()).filter(text -> !text.isEmpty());
        Optional<String> secret = password.map(_ -> newSecret(id));
        Connection connection = new Connection(id, Label.of(name), "opcua",
                Checks.text("endpoint", request.endpoint(), 500),
                Optional.ofNullable(request.security()).map(ConnectionEditsApi::security)
                        .orElse(Connection.Security.NONE),
                Checks.optional("user", request.user(), 200), secret,
                Optional.ofNullable(request.publishingIntervalMs()).map(ConnectionEditsApi::interval)
                        .orElse(STANDARD_INTERVAL),
                Connection.Clock.SOURCE);
        edit(caller, "Add connection " + id, secret, password, yaml -> PlantEdits.addConnection(yaml, connection));
        return id;
    }

    private static Connection.Security security(String word) {
        return Checks.word("security", Connection.Security.class, word);
    }

    private static Duration interval(int millis) {
        Checks.range("publishingIntervalMs", millis, 10, 3_600_000);
        return Duration.ofMillis(millis);
    }

    /** Changes the plant file with a password that its new version names; leaves no secret behind where that fails. */
    private void edit(Caller caller, String comment, Optional<String> secret, Optional<String> password,
            UnaryOperator<String> edit) throws InterruptedException {
        try {
            // Before the version is applied, so that the connection finds it.
            secret.ifPresent(name -> putSecret(caller, name, password.orElseThrow()));
            desk.edit(caller, comment, edit);
        } finally {
            secret.ifPresent(name -> dropUnused(caller, name));
        }
    }

    private void delete(Call call) throws InterruptedException {
        desk.alone(() -> {
            Connection connection = existing(call.path("id"));
            desk.edit(call.caller(), "Remove connection " + connection.id(),
                    yaml -> PlantEdits.removeConnection(yaml, connection.id()));
            connection.passwordSecret().ifPresent(secret -> dropUnused(call.caller(), secret));
            return connection;
        });
        call.status(204);
    }

    private ConnectionView view(String id) {
        return supervision.status(id).map(ConnectionView::of).orElseThrow(() -> ConnectionsApi.unknown(id));
    }

    private List<Connection> connections() {
        return records.plants().current().map(version -> version.model().connections()).orElse(List.of());
    }

    private Connection existing(String id) {
        return connections().stream().filter(connection -> connection.id().equals(id)).findFirst()
                .orElseThrow(() -> ConnectionsApi.unknown(id));
    }

    /** A name for a secret that neither is stored nor named by a connection. */
    private String newSecret(String connection) {
        Set<String> taken = connections().stream().flatMap(other -> other.passwordSecret().stream())
                .collect(Collectors.toSet());
        taken.addAll(records.secrets().names());
        return PlantEdits.idFor(connection, "secret", taken);
    }

    private void putSecret(Caller caller, String name, String value) {
        records.secrets().put(name, value);
        records.audit().record(caller.actor(), caller.source(), "secret.put", name, "ok", "");
    }

    private void dropUnused(Caller caller, String secret) {
        boolean used = connections().stream().flatMap(connection -> connection.passwordSecret().stream())
                .anyMatch(secret::equals);
        if (!used && records.secrets().delete(secret)) {
            records.audit().record(caller.actor(), caller.source(), "secret.delete", secret, "ok", "");
        }
    }
}
