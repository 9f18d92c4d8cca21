package org.factfloor.web.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.factfloor.connectivity.Connections;
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

/** Makes, changes and removes connections, together with the secrets that hold their passwords. */
public final class ConnectionEditsApi implements Resource {

    private static final Duration STANDARD_INTERVAL = Duration.ofMillis(500);

    private final Records records;
    private final Connections connections;
    private final PlantDesk desk;

    private record NewConnection(@Nullable String id, @Nullable String name, @Nullable String endpoint,
            @Nullable String security, @Nullable String user, @Nullable String password,
            @Nullable Integer publishingIntervalMs, @Nullable String edge) {
        @Override
        public String toString() {
            return "NewConnection[" + name + ", " + endpoint + "]";
        }
    }

    /** What is absent stays as it is; a user, password or edge that is empty goes. */
    private record ChangedConnection(@Nullable String name, @Nullable String endpoint, @Nullable String security,
            @Nullable String user, @Nullable String password, @Nullable Integer publishingIntervalMs,
            @Nullable String clock, @Nullable String edge) {
        @Override
        public String toString() {
            return "ChangedConnection[" + name + ", " + endpoint + "]";
        }
    }

    public ConnectionEditsApi(Records records, Connections connections, PlantDesk desk) {
        this.records = records;
        this.connections = connections;
        this.desk = desk;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/connections", Access.ADMIN, this::create),
                Route.put("/connections/{id}", Access.ADMIN, this::change),
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
        Optional<String> password = newPassword(request.password());
        Optional<String> secret = password.map(_ -> newSecret(id));
        Connection connection = new Connection(id, Label.of(name), "opcua",
                Checks.text("endpoint", request.endpoint(), 500),
                Optional.ofNullable(request.security()).map(ConnectionEditsApi::security)
                        .orElse(Connection.Security.NONE),
                Checks.optional("user", request.user(), 200), secret,
                Optional.ofNullable(request.publishingIntervalMs()).map(ConnectionEditsApi::interval)
                        .orElse(STANDARD_INTERVAL),
                Connection.Clock.SOURCE, edge(request.edge()));
        edit(caller, "Add connection " + id, secret, password, yaml -> PlantEdits.addConnection(yaml, connection));
        return id;
    }

    private void change(Call call) throws InterruptedException {
        ChangedConnection request = call.body(ChangedConnection.class);
        String id = call.path("id");
        desk.alone(() -> {
            Connection before = existing(id);
            Connection after = changed(before, request);
            edit(call.caller(), "Change connection " + id, after.passwordSecret(), newPassword(request.password()),
                    yaml -> PlantEdits.setConnection(yaml, after));
            before.passwordSecret().ifPresent(secret -> dropUnused(call.caller(), secret));
            return after;
        });
        call.json(view(id));
    }

    private Connection changed(Connection before, ChangedConnection request) {
        Optional<String> user = request.user() == null
                ? before.user()
                : Checks.optional("user", request.user(), 200);
        Optional<String> kept = request.password() == null && user.isPresent()
                ? before.passwordSecret()
                : Optional.empty();
        return new Connection(before.id(), name(before.name(), request.name()), before.protocol(),
                request.endpoint() == null ? before.endpoint() : Checks.text("endpoint", request.endpoint(), 500),
                request.security() == null ? before.security() : security(request.security()), user,
                // A secret of another name, so that the connection starts anew with it.
                newPassword(request.password()).map(_ -> newSecret(before.id())).or(() -> kept),
                request.publishingIntervalMs() == null
                        ? before.publishingInterval()
                        : interval(request.publishingIntervalMs()),
                request.clock() == null
                        ? before.clock()
                        : Checks.word("clock", Connection.Clock.class, request.clock()),
                request.edge() == null ? before.edge() : edge(request.edge()));
    }

    /** The name of an edge box; empty for the server itself. */
    private static Optional<String> edge(@Nullable String name) {
        return Checks.optional("edge", name, 60);
    }

    /** A name sent back as it was shown in either language changes neither. */
    private static Label name(Label before, @Nullable String name) {
        if (name == null) {
            return before;
        }
        String given = Checks.text("name", name, 100);
        return given.equals(before.en()) || given.equals(before.zh()) ? before : Label.of(given);
    }

    private static Optional<String> newPassword(@Nullable String password) {
        return Optional.ofNullable(password).filter(text -> !text.isEmpty());
    }

    private static Connection.Security security(String word) {
        return Checks.word("security", Connection.Security.class, word);
    }

    private static Duration interval(int millis) {
        Checks.range("publishingIntervalMs", millis, 10, 3_600_000);
        return Duration.ofMillis(millis);
    }

    /** Changes the plant file, and stores a password that its new version names; leaves no secret behind where that fails. */
    private void edit(Caller caller, String comment, Optional<String> secret, Optional<String> password,
            UnaryOperator<String> edit) throws InterruptedException {
        try {
            // Before the version is applied, so that the connection finds it.
            password.ifPresent(value -> putSecret(caller, secret.orElseThrow(), value));
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
        return connections.status(id).map(ConnectionView::of).orElseThrow(() -> ConnectionsApi.unknown(id));
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
