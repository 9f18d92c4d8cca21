package org.factfloor.web.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.factfloor.connectivity.Connections;
import org.factfloor.intake.Intake;
import org.factfloor.intake.LiveBoard;
import org.factfloor.plant.Signal;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Signals of the plant and their newest values. */
public final class SignalsApi implements Resource {

    private static final int MAX_LATEST = 500;

    private final CurrentPlant current;
    private final Intake intake;
    private final Connections connections;

    private record Found(List<SignalView> items, @Nullable String next, int total) {}

    public SignalsApi(CurrentPlant current, Intake intake, Connections connections) {
        this.current = current;
        this.intake = intake;
        this.connections = connections;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/signals", Access.READ, this::search, "search", "connection", "workUnit", "limit",
                        "cursor"),
                Route.get("/latest", Access.READ, this::latest, "signals"));
    }

    private void search(Call call) {
        int limit = call.number("limit", 100, 1, 1_000);
        int skip = call.number("cursor", 0, 0, Integer.MAX_VALUE);
        Optional<String> text = call.query("search").map(words -> words.toLowerCase(Locale.ROOT));
        Optional<String> connection = call.query("connection");
        Optional<String> workUnit = call.query("workUnit");
        List<PlantView.Placed> found = current.require().signals().values().stream()
                .filter(placed -> connection.isEmpty() || connection.get().equals(placed.signal().connection()))
                .filter(placed -> workUnit.isEmpty() || workUnit.get().equals(placed.signal().workUnit()))
                .filter(placed -> text.isEmpty() || contains(placed.signal(), text.get())).toList();
        Freshness freshness = new Freshness(connections.statuses(), intake.obstacle());
        List<SignalView> items = found.stream().skip(skip).limit(limit)
                .map(placed -> SignalView.of(placed, latest(placed, freshness).orElse(null))).toList();
        boolean more = (long) skip + limit < found.size();
        call.json(new Found(items, more ? Integer.toString(skip + limit) : null, found.size()));
    }

    private static boolean contains(Signal signal, String text) {
        return Stream.of(signal.key(), signal.name().en(), signal.name().zh(), signal.address())
                .anyMatch(words -> words.toLowerCase(Locale.ROOT).contains(text));
    }

    private void latest(Call call) {
        PlantView plant = current.require();
        Freshness freshness = new Freshness(connections.statuses(), intake.obstacle());
        call.json(Page.all(call.signals("signals", MAX_LATEST).stream().map(plant::require)
                .map(placed -> latest(placed, freshness)).flatMap(Optional::stream).toList()));
    }

    private Optional<LatestView> latest(PlantView.Placed placed, Freshness freshness) {
        Optional<LiveBoard.Latest> latest = intake.board().latest(placed.ref());
        return latest.map(sample -> LatestView.of(placed, sample, freshness));
    }
}
