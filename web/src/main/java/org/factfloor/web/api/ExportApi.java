package org.factfloor.web.api;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.Audit;
import org.factfloor.records.SignalRegistry;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Times;

/** Raw samples as a file for spreadsheets, one row each. */
public final class ExportApi implements Resource {

    private static final int MAX_SIGNALS = 24;
    private static final int MAX_ROWS = 1_000_000;
    private static final int READ_AT_ONCE = 10_000;
    private static final List<String> HEADER = List.of("time", "localTime", "signal", "value", "unit", "status");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS",
            Locale.ROOT);

    private final CurrentPlant current;
    private final SignalRegistry registry;
    private final History history;
    private final Audit audit;
    private final int maxRows;
    /** Each reads much of history; pages must stay quick beside them. */
    private final Semaphore running = new Semaphore(4);

    public ExportApi(CurrentPlant current, SignalRegistry registry, History history, Audit audit) {
        this(current, registry, history, audit, MAX_ROWS);
    }

    /** For tests of the bound. */
    ExportApi(CurrentPlant current, SignalRegistry registry, History history, Audit audit, int maxRows) {
        this.current = current;
        this.registry = registry;
        this.history = history;
        this.audit = audit;
        this.maxRows = maxRows;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/history/export", Access.READ, this::export, "signals", "from", "to", "format"));
    }

    private void export(Call call) throws IOException {
        if (!running.tryAcquire()) {
            throw ProblemException.of(503, "busy", "Others take files out at this moment; try again in a minute.");
        }
        try {
            exportAlone(call);
        } finally {
            running.release();
        }
    }

    private void exportAlone(Call call) throws IOException {
        HistoryApi.Range range = HistoryApi.Range.of(call);
        Map<String, Integer> refs = HistoryApi.refs(registry, call.signals("signals", MAX_SIGNALS));
        String format = call.query("format").orElse("csv");
        if (!format.equals("csv") && !format.equals("xlsx")) {
            throw ProblemException.invalidField("format", "must be csv or xlsx");
        }
        audit.record(call.caller().actor(), call.caller().source(), "history.export", String.join(",", refs.keySet()),
                "ok", Times.of(range.from()) + " to " + Times.of(range.to()) + ", " + format);
        call.setHeader("Content-Disposition", "attachment; filename=\"factfloor-samples." + format + "\"");
        try (Table table = format.equals("csv")
                ? new CsvTable(call.stream("text/csv; charset=utf-8"))
                : new XlsxTable(call.plainStream("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                        "Samples")) {
            table.row(HEADER);
            write(table, refs, range);
        }
    }

    private void write(Table table, Map<String, Integer> refs, HistoryApi.Range range) throws IOException {
        int rows = 0;
        for (Map.Entry<String, Integer> signal : refs.entrySet()) {
            Optional<PlantView.Placed> placed = current.find().flatMap(plant -> plant.signal(signal.getKey()));
            String unit = placed.map(known -> known.signal().unit()).orElse("");
            ZoneId zone = placed.map(PlantView.Placed::zone).orElse(ZoneOffset.UTC);
            long from = range.from();
            while (from < range.to()) {
                int limit = Math.min(READ_AT_ONCE, maxRows - rows + 1);
                SampleBatch batch = history.read(signal.getValue(), from, range.to(), limit);
                for (int i = 0; i < batch.size(); i++) {
                    if (rows == maxRows) {
                        table.row(List.of("Cut after " + maxRows + " samples: ask for a shorter range."));
                        return;
                    }
                    write(table, batch, i, signal.getKey(), unit, zone);
                    rows++;
                }
                if (batch.size() < limit) {
                    break;
                }
                from = batch.time(limit - 1) + 1;
            }
        }
    }

    private static void write(Table table, SampleBatch batch, int i, String key, String unit, ZoneId zone)
            throws IOException {
        Instant time = Micros.toInstant(batch.time(i));
        Object value = switch (batch.type(i)) {
            case NONE -> "";
            case TEXT -> batch.text(i);
            case NUMBER -> batch.number(i);
            case WHOLE -> batch.whole(i);
        };
        table.row(List.of(Times.of(time), LOCAL.format(time.atZone(zone)), key, value, unit,
                StatusCode.name(batch.status(i))));
    }
}
