package org.factfloor.web.api;

import java.util.List;
import java.util.NoSuchElementException;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Connections;
import org.factfloor.connectivity.Protocol;
import org.factfloor.plant.SignalKind;
import org.factfloor.records.Records;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Connections: how they are doing, trying again, looking at what a source offers. */
public final class ConnectionsApi implements Resource {

    private final Records records;
    private final Connections connections;

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

    public ConnectionsApi(Records records, Connections connections) {
        this.records = records;
        this.connections = connections;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/connections", Access.READ,
                        call -> call.json(Page
                                .all(connections.statuses().stream().map(ConnectionView::of).toList()))),
                Route.get("/connections/{id}", Access.READ, this::one),
                Route.post("/connections/{id}/retry", Access.ADMIN, this::retry),
                Route.get("/connections/{id}/browse", Access.ADMIN, this::browse, "node", "cursor"));
    }

    private void one(Call call) {
        String id = call.path("id");
        call.json(connections.status(id).map(ConnectionView::of).orElseThrow(() -> unknown(id)));
    }

    static ProblemException unknown(String id) {
        return ProblemException.notFound("unknown-connection",
                "The plant has no connection " + id + "; look at GET /api/v1/connections for those it has.");
    }

    private void retry(Call call) {
        String id = call.path("id");
        if (!connections.retry(id)) {
            throw unknown(id);
        }
        records.audit().record(call.caller().actor(), call.caller().source(), "connection.retry", id, "ok", "");
        call.status(202);
    }

    private void browse(Call call) throws InterruptedException {
        String id = call.path("id");
        try {
            Protocol.Page page = connections.browse(id, call.query("node"), call.query("cursor"));
            call.json(new Page<>(page.nodes().stream().map(NodeView::of).toList(), page.next().orElse(null)));
        } catch (NoSuchElementException e) {
            throw unknown(id);
        } catch (ConnectionFault fault) {
            throw new ProblemException(Problem.of(502, "connection-fault", fault.getMessage())
                    .withFault(new ConnectionView.FaultView(fault.kind(), fault.getMessage(), fault.details(), null)));
        }
    }
}
