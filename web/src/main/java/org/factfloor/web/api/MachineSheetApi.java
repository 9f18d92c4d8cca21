package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.WorkUnit;
import org.factfloor.records.plantfile.PlantEdits;
import org.factfloor.records.plantfile.ReadingEdits;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/** How machines' signals are read for production, as the plant file says it. */
public final class MachineSheetApi implements Resource {

    /** Roles of the signals a machine is read by. */
    private static final Set<Signal.Role> READ = EnumSet.of(Signal.Role.STATE, Signal.Role.COUNT, Signal.Role.POWER,
            Signal.Role.PROGRAM);

    private final CurrentPlant current;
    private final PlantDesk desk;

    private record Power(@Nullable Double offBelow, @Nullable Double runningFrom) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Count(@Nullable String oneCount, @Nullable BigDecimal pieces, @Nullable Long rollover,
            @Nullable Long plausible) {}

    /**
     * A sheet; limits in seconds. In requests, what is absent is at its default; signals and counting point stay as they
     * are.
     *
     * @param signals signal by role; null for none
     * @param countingPoint whether the line's pieces are counted here
     */
    private record Request(@Nullable String role, @Nullable BigDecimal shortStopLimit, @Nullable BigDecimal stopAfter,
            @Nullable Power power, @Nullable Count count, @Nullable Map<String, @Nullable String> programs,
            @Nullable Map<String, @Nullable String> signals, @Nullable Boolean countingPoint) {}

    /** The signal by role, where it has one. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Signals(@Nullable String state, @Nullable String count, @Nullable String power,
            @Nullable String program) {
        static Signals of(WorkUnit machine) {
            return new Signals(id(machine, Signal.Role.STATE), id(machine, Signal.Role.COUNT),
                    id(machine, Signal.Role.POWER), id(machine, Signal.Role.PROGRAM));
        }

        private static @Nullable String id(WorkUnit machine, Signal.Role role) {
            return machine.signal(role).map(Signal::id).orElse(null);
        }
    }

    /** @param stated whether the plant says so; else it follows from the signals' roles */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record View(String role, BigDecimal shortStopLimit, BigDecimal stopAfter, @Nullable Power power,
            Count count,
            Map<String, String> programs, Signals signals, boolean countingPoint, boolean stated) {}

    public MachineSheetApi(CurrentPlant current, PlantDesk desk) {
        this.current = current;
        this.desk = desk;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/machines/{id}/production", Access.READ, this::tell),
                Route.put("/machines/{id}/production", Access.ADMIN, this::change),
                Route.delete("/machines/{id}/production", Access.ADMIN, this::forget));
    }

    private WorkUnit machine(Call call) {
        String id = call.path("id");
        return current.require().version().model().workUnits().filter(unit -> unit.id().equals(id)).findFirst()
                .orElseThrow(() -> ProblemException.notFound("unknown-work-unit", "The plant has no machine " + id
                        + "; look at GET /api/v1/plant for those it has."));
    }

    private void tell(Call call) {
        WorkUnit machine = machine(call);
        call.json(view(machine, machine.sheet().or(machine::production).orElse(new ProductionSheet(
                ProductionSheet.Role.UTILITY, ProductionSheet.STANDARD.shortStopLimit(),
                ProductionSheet.STANDARD.stopAfter(), Optional.empty(), ProductionSheet.Count.STANDARD, Map.of()))));
    }

    private void change(Call call) throws InterruptedException {
        Request request = call.body(Request.class);
        ProductionSheet sheet = sheet(request);
        Map<Signal.Role, Optional<String>> roles = roles(request.signals());
        String id = machine(call).id();
        desk.edit(call.caller(), "Change how " + id + " is read for production", yaml -> {
            String read = ReadingEdits.setRoles(PlantEdits.setProduction(yaml, id, Optional.of(sheet)), id, roles);
            return request.countingPoint() == null ? read : ReadingEdits.setCounting(read, id, request.countingPoint());
        });
        tell(call);
    }

    private void forget(Call call) throws InterruptedException {
        String id = machine(call).id();
        desk.edit(call.caller(), "Read " + id + " for production by its template and the defaults",
                yaml -> PlantEdits.setProduction(yaml, id, Optional.empty()));
        call.status(204);
    }

    private View view(WorkUnit machine, ProductionSheet sheet) {
        ProductionSheet.Count count = sheet.count();
        return new View(Words.of(sheet.role()), seconds(sheet.shortStopLimit()), seconds(sheet.stopAfter()),
                sheet.power().map(power -> new Power(power.offBelow(), power.runningFrom())).orElse(null),
                new Count(Words.of(count.oneCount()),
                        new BigDecimal(Amounts.pieces(count.piecesPerCount()).toString()),
                        count.rollover().isPresent() ? (Long) count.rollover().getAsLong() : null, count.plausible()),
                new TreeMap<>(sheet.programs()), Signals.of(machine), counts(machine.id()),
                machine.sheet().isPresent());
    }

    private boolean counts(String machine) {
        return current.require().version().model().workCenters()
                .anyMatch(line -> line.countingUnit().filter(machine::equals).isPresent());
    }

    private static Map<Signal.Role, Optional<String>> roles(@Nullable Map<String, @Nullable String> request) {
        Map<Signal.Role, Optional<String>> roles = new EnumMap<>(Signal.Role.class);
        if (request != null) {
            request.forEach((word, signal) -> {
                Signal.Role role = Checks.word("signals/" + word, Signal.Role.class, word);
                if (!READ.contains(role)) {
                    throw ProblemException.invalidField("signals/" + word,
                            "must be one of state, count, power, program");
                }
                roles.put(role, Optional.ofNullable(signal));
            });
        }
        return roles;
    }

    private static BigDecimal seconds(Duration duration) {
        return new BigDecimal(Amounts.seconds(duration.toNanos() / 1_000).toString());
    }

    private static ProductionSheet sheet(Request request) {
        ProductionSheet standard = ProductionSheet.STANDARD;
        Power power = request.power();
        return new ProductionSheet(
                request.role() == null
                        ? standard.role()
                        : Checks.word("role", ProductionSheet.Role.class, request.role()),
                limit("shortStopLimit", request.shortStopLimit(), standard.shortStopLimit()),
                limit("stopAfter", request.stopAfter(), standard.stopAfter()),
                power == null ? Optional.empty() : Optional.of(bands(power)), count(request.count()),
                programs(request.programs()));
    }

    private static Duration limit(String field, @Nullable BigDecimal seconds, Duration absent) {
        if (seconds == null) {
            return absent;
        }
        long micros = Amounts.micros(field, seconds);
        if (micros < 10_000 || micros > Duration.ofDays(1).toSeconds() * 1_000_000 || micros % 1_000 != 0) {
            throw ProblemException.invalidField(field, "must be from 0.01 to 86400 s, in whole milliseconds");
        }
        return Duration.ofMillis(micros / 1_000);
    }

    private static ProductionSheet.PowerBands bands(Power power) {
        Double off = power.offBelow();
        Double running = power.runningFrom();
        if (off == null || running == null || !Double.isFinite(off) || !Double.isFinite(running) || off > running) {
            throw ProblemException.invalidField("power", "must have offBelow and, not below it, runningFrom");
        }
        return new ProductionSheet.PowerBands(off, running);
    }

    private static ProductionSheet.Count count(@Nullable Count count) {
        ProductionSheet.Count standard = ProductionSheet.Count.STANDARD;
        if (count == null) {
            return standard;
        }
        long pieces = count.pieces() == null
                ? standard.piecesPerCount()
                : Amounts.milli("count/pieces", count.pieces());
        Checks.range("count/pieces", pieces, 1, 1_000_000_000);
        Long rollover = count.rollover();
        Long plausible = count.plausible();
        if (rollover != null) {
            Checks.range("count/rollover", rollover, 1, Long.MAX_VALUE);
        }
        if (plausible != null) {
            Checks.range("count/plausible", plausible, 1, 1_000_000_000);
        }
        return new ProductionSheet.Count(
                count.oneCount() == null
                        ? standard.oneCount()
                        : Checks.word("count/oneCount", ProductionSheet.OneCount.class, count.oneCount()),
                pieces, rollover == null ? OptionalLong.empty() : OptionalLong.of(rollover),
                plausible == null ? standard.plausible() : plausible);
    }

    private static Map<String, String> programs(@Nullable Map<String, @Nullable String> programs) {
        Map<String, String> known = new TreeMap<>();
        if (programs != null) {
            programs.forEach((program, product) -> known.put(Checks.text("programs", program, 200),
                    Checks.text("programs/" + program, product, 64)));
        }
        return known;
    }
}
