package org.factfloor.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.factfloor.edge.Messages;
import org.factfloor.edge.hub.EdgeHub;
import org.factfloor.edge.hub.EdgePort;
import org.factfloor.edge.hub.EdgeStatus;
import org.factfloor.intake.Outbox;
import org.factfloor.plant.Label;
import org.factfloor.records.Audit;
import org.factfloor.records.Edges;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Edge boxes: how they are doing, codes that enrol them, taking their tokens back. */
public final class EdgesApi implements Resource {

    /** As ids of the plant model, which names them. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    private final EdgeHub hub;
    private final Optional<EdgePort> port;
    private final Audit audit;
    private final InstantSource clock;

    private record EdgesView(List<EdgeView> items, @Nullable Integer port) {}

    private record EdgeView(String name, EdgeStatus.State state, @Nullable Instant since, @Nullable String enrolledBy,
            @Nullable String address, @Nullable String version, @Nullable Long clockAheadMs, @Nullable Long lagMs,
            Outbox.@Nullable Order order, Outbox.@Nullable WhenFull whenFull, @Nullable Buffer buffer,
            @Nullable Instant fullAt, @Nullable Label fault, long lost, int connections) {

        static EdgeView of(EdgeStatus status) {
            Messages.Status told = status.told().orElse(null);
            return new EdgeView(status.name(), status.state(), status.since().orElse(null),
                    status.enrolledBy().orElse(null), status.address().orElse(null), status.version().orElse(null),
                    status.clockAhead().map(Duration::toMillis).orElse(null),
                    status.lag().map(Duration::toMillis).orElse(null), told == null ? null : told.order(),
                    told == null ? null : told.whenFull(), told == null ? null : Buffer.of(told.fill()),
                    status.fullAt().orElse(null), told == null ? null : fault(told), status.lost(),
                    status.connections());
        }

        private static @Nullable Label fault(Messages.Status told) {
            String en = told.fault();
            String zh = told.faultZh();
            return en == null ? null : zh == null ? Label.of(en) : new Label(en, zh);
        }
    }

    private record Buffer(long bytes, long roomBytes, long waitingBytes, double bytesPerSecond,
            @Nullable Long lastsSeconds) {
        static Buffer of(Outbox.Fill fill) {
            return new Buffer(fill.bytes(), fill.room(), fill.waiting(), fill.perSecond(),
                    fill.perSecond() < 1 ? null : (long) (fill.room() / fill.perSecond()));
        }
    }

    private record NewCode(@Nullable String name) {}

    private record CodeView(String name, String code, Instant expiresAt, int port) {
        @Override
        public String toString() {
            return "CodeView[" + name + "]";
        }
    }

    public EdgesApi(EdgeHub hub, Optional<EdgePort> port, Audit audit, InstantSource clock) {
        this.hub = hub;
        this.port = port;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/edges", Access.READ, this::list),
                Route.post("/edges/codes", Access.ADMIN, this::code),
                Route.delete("/edges/{name}/token", Access.ADMIN, this::revoke));
    }

    private void list(Call call) {
        call.json(new EdgesView(hub.statuses().stream().map(EdgeView::of).toList(),
                port.map(EdgePort::port).orElse(null)));
    }

    private void code(Call call) {
        String name = Checks.text("name", call.body(NewCode.class).name(), 60);
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalidField("name",
                    "must have 1 to 60 small letters a-z, digits and hyphens and begin with a letter or digit");
        }
        EdgePort open = port.orElseThrow(() -> ProblemException.of(409, "edge-port-off",
                "This server does not listen for edge boxes; start it with --edge-port 8443, say."));
        Instant now = clock.instant();
        String code = open.code(name, call.caller().actor());
        audit.record(call.caller().actor(), call.caller().source(), "edge.code", name, "ok", "");
        call.json(201, new CodeView(name, code, now.plus(Edges.CODE_LASTS), open.port()));
    }

    private void revoke(Call call) {
        String name = call.path("name");
        if (!hub.revoke(name)) {
            throw ProblemException.notFound("unknown-edge",
                    "No edge box " + name + " has a token; look at GET /api/v1/edges for those that have.");
        }
        audit.record(call.caller().actor(), call.caller().source(), "edge.revoke", name, "ok", "");
        call.status(204);
    }
}
