package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.engine.Facts;
import org.factfloor.engine.Revision;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Subject;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Cell;
import org.factfloor.production.Entry;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.WorkUnitKernel;
import org.factfloor.production.measure.Measures;
import org.factfloor.production.measure.Result;
import org.factfloor.production.measure.Split;
import org.factfloor.records.Records;
import org.factfloor.records.Standing;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.EntryView;
import org.factfloor.web.api.Resource;
import org.factfloor.web.api.SealedTime;
import org.factfloor.web.api.StandardsApi;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/** How a figure was counted, down to samples and entries. Derived when asked, never stored. */
public final class ReceiptApi implements Resource {

    private static final double PIECE = 1e3;
    private static final int CELLS = 200;
    private static final int ENTRIES = 500;
    private static final Map<Signal.Role, String> ROLES = roles();

    private final Asked asked;
    private final Facts facts;
    private final Records records;
    private final History history;
    private final InstantSource clock;
    private final SealedTime sealed;

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Receipt(FactsApi.Fact fact, SubjectView subject, String zone, Split split,
            @Nullable Account account, String formula, List<Operand> operands, @Nullable Double coverage,
            int formulaVersion, List<ModelView> models, List<StandardsApi.View> standards, List<RevisionView> revisions,
            @Nullable ClosingView closing, Cells cells, List<EntryView> entries, int entriesLeftOut,
            List<SignalView> signals, String digest, boolean sealed) {}

    private record SubjectView(String id, Subject.Kind kind) {}

    /** The account in pieces. */
    private record Account(double should, double good, double missing, double stops, double slow, double rejects) {
        static @Nullable Account of(Quantities sums) {
            double should = sums.get(Quantity.SHOULD) / PIECE;
            double couldRun = sums.get(Quantity.COULD_RUN) / PIECE;
            double made = sums.get(Quantity.MADE) / PIECE;
            double good = sums.good() / PIECE;
            boolean told = Measures.of("missing").orElseThrow().value(sums, Split.NAKAJIMA) instanceof Result.Value;
            return should == 0 || !told
                    ? null
                    : new Account(should, good, should - good, should - couldRun, couldRun - made, made - good);
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Operand(String measure, @Nullable Double value, String unit, Origin origin, @Nullable String id) {}

    /** Where an operand comes from. */
    private enum Origin {
        SIGNALS, ENTRIES, CALENDAR, STANDARDS;

        static Origin of(Quantity quantity) {
            return switch (quantity) {
                case CALENDAR_TIME, SHIFT_TIME, PLANNED_TIME -> CALENDAR;
                case SCRAP, REWORK, HOLD, NO_PRODUCT_TIME, REASON_MISSING_TIME -> ENTRIES;
                case STANDARD_TIME, EARNED, EARNED_GOOD, SHOULD, COULD_RUN, TARGET, GOOD_OF_TARGET -> STANDARDS;
                case RUN_TIME, SETUP_TIME, STOP_TIME, SHORT_STOP_TIME, NO_DATA_TIME, MANUAL_TIME, MADE, SETUP_PIECES,
                        ESTIMATED, JUMPS, NOT_BOOKED ->
                    SIGNALS;
            };
        }
    }

    private record ModelView(int version, Instant from) {}

    private record RevisionView(long number, Instant at, Revision.Code cause, List<String> parameters,
            String workUnit) {}

    private record ClosingView(Instant at, @Nullable Double value) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Cells(List<CellRow> items, int total, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record CellRow(String machine, Instant from, Instant to, TimeClass timeClass, @Nullable String shift,
            @Nullable String product, @Nullable String job, ShiftReport.@Nullable CycleView cycle, boolean provisional,
            Map<String, Double> quantities) {}

    private record SignalView(String key, String role, long samples, Instant from, Instant to) {}

    /** A cell and whose it is. */
    private record Owned(String machine, Cell cell) {}

    public ReceiptApi(CurrentPlant plant, Facts facts, SealedTime sealed, Records records, History history,
            InstantSource clock) {
        this.asked = new Asked(plant);
        this.facts = facts;
        this.sealed = sealed;
        this.records = records;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/facts/{id}/receipt", Access.READ, this::receipt, "cursor"));
    }

    private void receipt(Call call) {
        FactId id = FactId.asked(call);
        Subject subject = asked.subject(id.subject());
        int skip = (int) Math.min(Integer.MAX_VALUE, call.position("cursor").orElse(0));
        long now = Micros.of(clock.instant());
        Snapshot snapshot = Snapshot.take(facts, subject.machines(), id.from(), id.to());
        List<Owned> cells = new ArrayList<>();
        subject.machines().forEach(machine -> snapshot.cells(machine, id.from(), id.to())
                .forEach(cell -> cells.add(new Owned(machine, cell))));
        Quantities sums = snapshot.sum(subject.machines(), id.from(), id.to());
        FactId current = new FactId(id.subject(), id.measure(), id.from(), id.to(), id.split(), snapshot.revision());
        Slice slice = slice(subject, id);
        List<Standing> entries = entries(subject, id, snapshot);
        FactsApi.Fact fact = FactsApi.Fact.of(current, slice,
                Figure.of(current, sums, id.to() > Math.min(now, snapshot.closedTo())));
        call.json(new Receipt(fact, new SubjectView(subject.id(), subject.kind()),
                subject.calendar().zone().getId(), id.split(), Account.of(sums), id.measure().formula(),
                operands(current, sums), coverage(sums), WorkUnitKernel.FORMULA,
                List.of(new ModelView(asked.version(), asked.versionAt())), standards(subject, cells),
                revisions(subject, id), closing(subject, slice, current), cells(cells, skip, id, snapshot.closedTo()),
                entries.stream().limit(ENTRIES).map(EntryView::of).toList(), Math.max(0, entries.size() - ENTRIES),
                signals(subject, id, now), digest(cells),
                subject.machines().stream().anyMatch(machine -> sealed.covers(machine, id.from()))));
    }

    /** The shift or day a figure is of, where it is one. */
    private static Slice slice(Subject subject, FactId id) {
        Slice all = Slice.cut(subject.calendar(), id.from(), id.to(), Slice.Period.ALL).getFirst();
        return Slice.cut(subject.calendar(), id.from(), id.to(), Slice.Period.SHIFT).stream()
                .filter(shift -> shift.from() == id.from() && shift.to() == id.to()).findFirst().orElse(all);
    }

    private static List<Operand> operands(FactId id, Quantities sums) {
        return id.measure().operands().stream().map(quantity -> {
            String name = Words.of(quantity);
            return new Operand(name, Figure.scaled(quantity, sums.get(quantity)), Figure.unit(quantity),
                    Origin.of(quantity),
                    Measures.of(name).filter(measure -> !measure.equals(id.measure()))
                            .map(measure -> id.of(measure).text()).orElse(null));
        }).toList();
    }

    private static @Nullable Double coverage(Quantities sums) {
        long planned = sums.get(Quantity.PLANNED_TIME);
        return planned == 0 ? null : (double) (planned - sums.get(Quantity.NO_DATA_TIME)) / planned;
    }

    private List<StandardsApi.View> standards(Subject subject, List<Owned> cells) {
        return subject.machines().stream()
                .flatMap(machine -> records.standards().versions(Optional.of(machine)).stream())
                .filter(version -> cells.stream()
                        .anyMatch(owned -> owned.machine().equals(version.standard().workUnit())
                                && owned.cell().product().filter(version.standard().product()::equals).isPresent()
                                && owned.cell().cycle().filter(version.standard().planned()::equals).isPresent()))
                .map(StandardsApi.View::of).toList();
    }

    private List<RevisionView> revisions(Subject subject, FactId id) {
        return subject.machines().stream()
                .flatMap(machine -> facts.revisions(machine, id.from(), id.to()).stream())
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .map(revision -> new RevisionView(revision.number(), Micros.toInstant(revision.at()),
                        revision.cause().code(), revision.cause().parameters(), revision.workUnit()))
                .toList();
    }

    private @Nullable ClosingView closing(Subject subject, Slice slice, FactId id) {
        Closings.Sums closed = Closings.sums(facts, subject, slice);
        return closed == null
                ? null
                : new ClosingView(Micros.toInstant(closed.at()), Figure.of(id, closed.sums(), false).value());
    }

    private static Cells cells(List<Owned> cells, int skip, FactId id, long closedTo) {
        List<CellRow> rows = cells.stream().skip(skip).limit(CELLS).map(owned -> {
            Cell cell = owned.cell();
            Map<String, Double> quantities = new LinkedHashMap<>();
            id.measure().operands().forEach(quantity -> quantities.put(Words.of(quantity),
                    Figure.scaled(quantity, cell.quantities().get(quantity))));
            return new CellRow(owned.machine(), Micros.toInstant(cell.from()), Micros.toInstant(cell.to()),
                    cell.timeClass(), cell.shift().map(Cell.ShiftRef::id).orElse(null), cell.product().orElse(null),
                    cell.job().orElse(null), cell.cycle().map(ShiftReport.CycleView::of).orElse(null),
                    cell.to() > closedTo, quantities);
        }).toList();
        int end = skip + rows.size();
        return new Cells(rows, cells.size(), end < cells.size() ? Integer.toString(end) : null);
    }

    private List<Standing> entries(Subject subject, FactId id, Snapshot snapshot) {
        return subject.machines().stream().flatMap(machine -> {
            Set<String> used = snapshot.intervals(machine, id.from(), id.to()).stream()
                    .flatMap(interval -> interval.entry().stream()).collect(Collectors.toSet());
            return records.entries().versions(Optional.of(machine), id.from(), id.to()).stream()
                    .filter(standing -> reaches(standing.entry(), id.from()) || used.contains(standing.entry().id()));
        }).toList();
    }

    /** Whether an entry holds from a time on; a reason without an end does so up to where it was said. */
    private static boolean reaches(Entry entry, long from) {
        return !(entry.claim() instanceof Entry.ReasonClaim) || entry.to().isPresent()
                || Math.max(entry.from(), entry.saidAt()) >= from;
    }

    private List<SignalView> signals(Subject subject, FactId id, long now) {
        PlantModel model = asked.model();
        List<SignalView> views = new ArrayList<>();
        long to = Math.max(id.from() + 1, Math.min(id.to(), now));
        model.workUnits().filter(unit -> subject.machines().contains(unit.id())).flatMap(unit -> ROLES.keySet().stream()
                .flatMap(role -> unit.signal(role).stream()))
                .forEach(signal -> records.signals().find(signal.key()).ifPresent(ref -> views.add(new SignalView(
                        signal.key(), ROLES.getOrDefault(signal.role(), ""),
                        history.reduce(ref, id.from(), to, 1).samples(0), Micros.toInstant(id.from()),
                        Micros.toInstant(to)))));
        return views;
    }

    /** One digest over all cells' inputs; cells without gap in one order make it whole. */
    private static String digest(List<Owned> cells) {
        long digest = 0;
        for (Owned owned : cells) {
            digest += owned.cell().inputs();
        }
        return "%016x".formatted(digest);
    }

    private static Map<Signal.Role, String> roles() {
        Map<Signal.Role, String> roles = new EnumMap<>(Signal.Role.class);
        roles.put(Signal.Role.STATE, "state");
        roles.put(Signal.Role.COUNT, "count");
        roles.put(Signal.Role.POWER, "power");
        roles.put(Signal.Role.PROGRAM, "program");
        return roles;
    }
}
