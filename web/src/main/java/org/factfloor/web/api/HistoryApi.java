package org.factfloor.web.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.factfloor.history.Columns;
import org.factfloor.history.Grid;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.SignalRegistry;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Json;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Times;
import org.jspecify.annotations.Nullable;

/** What signals were: reduced to columns for pictures, and sample by sample. Signals that left the plant count as well. */
public final class HistoryApi implements Resource {

    private static final int MAX_SIGNALS = 24;

    private final SignalRegistry registry;
    private final History history;

    private record RawSample(Instant time,
            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS) @Nullable Object value,
            String status, String quality) {}

    public HistoryApi(SignalRegistry registry, History history) {
        this.registry = registry;
        this.history = history;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/history", Access.READ, this::reduced, "signals", "from", "to", "columns"),
                Route.get("/history/raw", Access.READ, this::raw, "signal", "from", "to", "limit", "cursor"));
    }

    /** A time range of a request, [from, to) in µs. */
    record Range(long from, long to) {
        static Range of(Call call) {
            long from = call.time("from");
            long to = call.time("to");
            if (from >= to) {
                throw ProblemException.invalidField("to", "must be after from");
            }
            return new Range(from, to);
        }
    }

    /** The references of signals that exist or have existed. */
    static Map<String, Integer> refs(SignalRegistry registry, List<String> keys) {
        Map<String, Integer> refs = new LinkedHashMap<>();
        for (String key : keys) {
            refs.put(key, registry.find(key).orElseThrow(() -> ProblemException.notFound("unknown-signal",
                    "There has never been a signal " + key + "; look at GET /api/v1/signals for those there are.")));
        }
        return refs;
    }

    private void reduced(Call call) throws IOException {
        Range range = Range.of(call);
        Grid grid = Grid.covering(range.from(), range.to(), call.number("columns", 1_600, 1, Columns.MOST));
        Map<String, Integer> refs = refs(registry, call.signals("signals", MAX_SIGNALS));
        // The first is computed before the answer begins: what fails, fails as a problem.
        Map<String, Columns> first = new LinkedHashMap<>();
        String firstKey = refs.keySet().iterator().next();
        first.put(firstKey, reduce(refs, firstKey, grid));
        try (JsonGenerator out = Json.generator(call.stream("application/json"))) {
            out.writeStartObject();
            out.writeStringField("from", Times.of(grid.from()));
            out.writeStringField("to", Times.of(grid.to()));
            out.writeNumberField("columns", grid.columns());
            out.writeNumberField("width", (grid.to() - grid.from()) / 1e6 / grid.columns());
            out.writeArrayFieldStart("series");
            for (String key : refs.keySet()) {
                Columns known = first.remove(key);
                write(out, key, known != null ? known : reduce(refs, key, grid));
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private Columns reduce(Map<String, Integer> refs, String key, Grid grid) {
        return history.reduce(refs.getOrDefault(key, -1), grid.from(), grid.to(), grid.columns());
    }

    private static void write(JsonGenerator out, String key, Columns columns) throws IOException {
        out.writeStartObject();
        out.writeStringField("signal", key);
        write(out, "min", columns.count(), columns::min);
        write(out, "max", columns.count(), columns::max);
        write(out, "first", columns.count(), columns::first);
        write(out, "last", columns.count(), columns::last);
        write(out, "held", columns.count(), columns::held);
        out.writeArrayFieldStart("samples");
        for (int i = 0; i < columns.count(); i++) {
            out.writeNumber(columns.samples(i));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("gap");
        for (int i = 0; i < columns.count(); i++) {
            out.writeBoolean(columns.gap(i));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** What is not finite cannot be drawn, and is null. */
    private static void write(JsonGenerator out, String name, int count, IntToDoubleFunction values)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (int i = 0; i < count; i++) {
            double value = values.applyAsDouble(i);
            if (Double.isFinite(value)) {
                out.writeNumber(value);
            } else {
                out.writeNull();
            }
        }
        out.writeEndArray();
    }

    private void raw(Call call) {
        Range range = Range.of(call);
        int limit = call.number("limit", 1_000, 1, 10_000);
        String key = call.required("signal");
        int ref = refs(registry, List.of(key)).getOrDefault(key, -1);
        long from = Math.max(range.from(), call.position("cursor").orElse(Long.MIN_VALUE));
        if (from >= range.to()) {
            throw ProblemException.invalidField("cursor", "must be what a page's next says");
        }
        SampleBatch rows = history.read(ref, from, range.to(), limit);
        List<RawSample> items = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            items.add(new RawSample(Micros.toInstant(rows.time(i)), Values.of(rows, i),
                    StatusCode.name(rows.status(i)), Quality.of(rows.status(i)).word()));
        }
        boolean more = rows.size() == limit && rows.time(limit - 1) + 1 < range.to();
        // One sample per time: the next page begins one µs later.
        call.json(new Page<>(items, more ? Long.toString(rows.time(limit - 1) + 1) : null));
    }
}
