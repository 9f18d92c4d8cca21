package org.factfloor.edge.hub;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.Connections;
import org.factfloor.connectivity.Protocol;
import org.factfloor.connectivity.Supervision;
import org.factfloor.plant.PlantModel;

/** Every connection of the plant model: those this server holds, and those of edge boxes. Safe for many threads. */
public final class PlantConnections implements Connections {

    private final Supervision own;
    private final EdgeHub edges;
    private volatile List<ConnectionPlan> plans = List.of();

    public PlantConnections(Supervision own, EdgeHub edges) {
        this.own = own;
        this.edges = edges;
    }

    /**
     * Makes what runs that of the model, here and on the edge boxes. Returns once what had to stop here has stopped.
     *
     * @param refOf permanent reference of a signal's key
     */
    public void apply(PlantModel model, ToIntFunction<String> refOf) throws InterruptedException {
        List<ConnectionPlan> wanted = ConnectionPlan.of(model, refOf);
        own.apply(wanted.stream().filter(plan -> plan.connection().edge().isEmpty()).toList());
        edges.apply(wanted.stream().filter(plan -> plan.connection().edge().isPresent()).toList());
        plans = wanted;
    }

    @Override
    public List<ConnectionStatus> statuses() {
        var here = own.statuses().stream().collect(Collectors.toMap(status -> status.connection().id(), s -> s));
        return plans.stream().flatMap(plan -> plan.connection().edge().isPresent()
                ? Stream.of(edges.status(plan))
                : Optional.ofNullable(here.get(plan.id())).stream()).toList();
    }

    @Override
    public boolean retry(String id) {
        Optional<ConnectionPlan> away = onEdge(id);
        away.ifPresent(edges::retry);
        return away.isPresent() || own.retry(id);
    }

    @Override
    public void distrusted(String thumbprint) {
        own.distrusted(thumbprint);
        edges.trustChanged();
    }

    @Override
    public Protocol.Page browse(String connectionId, Optional<String> parent, Optional<String> cursor)
            throws ConnectionFault, InterruptedException {
        Optional<ConnectionPlan> away = onEdge(connectionId);
        return away.isPresent()
                ? edges.browse(away.get(), parent, cursor)
                : own.browse(connectionId, parent, cursor);
    }

    private Optional<ConnectionPlan> onEdge(String id) {
        return plans.stream().filter(plan -> plan.id().equals(id) && plan.connection().edge().isPresent()).findFirst();
    }
}
