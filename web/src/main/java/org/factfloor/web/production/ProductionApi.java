package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Stop;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.HeldStaffing;
import org.factfloor.production.measure.Split;
import org.factfloor.records.Entries;
import org.factfloor.records.Reasons;
import org.factfloor.records.Standing;
import org.factfloor.records.Users;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Resource;
import org.factfloor.web.api.Table;
import org.factfloor.web.api.XlsxTable;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;
import org.factfloor.web.production.ShiftReport.Asking;
import org.factfloor.web.production.ShiftReport.CenterView;
import org.factfloor.web.production.ShiftReport.HourView;
import org.factfloor.web.production.ShiftReport.MachineView;
import org.factfloor.web.production.ShiftReport.PeriodView;
import org.factfloor.web.production.ShiftReport.ShiftKey;
import org.jspecify.annotations.Nullable;

/** One shift in one answer: the figures of the overview, the station, the hour board and the printed shift. */
public final class ProductionApi implements Resource {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Asked asked;
    private final Facts facts;
    private final JobsAtWork jobs;
    private final StopsApi stops;
    private final Entries entries;
    private final Signatures signatures;
    private final Reasons reasons;
    private final Users users;
    private final InstantSource clock;

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Report(String subject, String zone, Instant at, long revision, PeriodView period,
            @Nullable ShiftKey before, @Nullable ShiftKey after, Map<String, Figure> figures,
            List<CenterView> centers, List<MachineView> machines, List<HourView> hours, List<LossView> losses,
            JobsAtWork.Counts jobs, long reasonMissing, List<TakenOut.View> takenOut,
            Closings.@Nullable View closing, Signatures.@Nullable View signature) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Board(String subject, String zone, Instant at, PeriodView period, @Nullable ShiftKey before,
            @Nullable ShiftKey after, List<HourView> hours, Map<String, Figure> figures) {}

    public ProductionApi(CurrentPlant plant, Facts facts, JobsAtWork jobs, StopsApi stops, Entries entries,
            Signatures signatures, Reasons reasons, Users users, InstantSource clock) {
        this.asked = new Asked(plant);
        this.facts = facts;
        this.jobs = jobs;
        this.stops = stops;
        this.entries = entries;
        this.signatures = signatures;
        this.reasons = reasons;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/production", Access.READ, this::production, "subject", "day", "shift", "machines",
                        "split"),
                Route.get("/production/export", Access.READ, this::export, "subject", "day", "shift", "split",
                        "language"),
                Route.get("/board", Access.READ, this::board, "subject", "day", "shift", "split"));
    }

    private void production(Call call) {
        Instant now = clock.instant();
        Subject subject = asked.subject(call);
        Slice period = Asked.shift(call, subject.calendar(), now);
        Split split = Asked.split(call);
        Predicate<WorkUnit> shown = call.query("machines").map(list -> Set.of(list.split(",", -1)))
                .<Predicate<WorkUnit>>map(ids -> unit -> ids.contains(unit.id())).orElse(_ -> true);
        Set<String> machines = Asked.machines(subject);
        Snapshot snapshot = Snapshot.take(facts, machines, period.from(), period.to());
        ShiftReport report = new ShiftReport(snapshot, subject, period, Micros.of(now), split);
        List<Subject> centers = Subject.centers(asked.model(), subject);
        Asking asking = asking(subject, snapshot, period, Micros.of(now));
        List<MachineView> views = subject.members().stream().filter(shown)
                .map(unit -> report.machine(asked.subject(unit.id()), center(centers, unit), asking)).toList();
        long missing = Stop.of(snapshot, machines, period.from(), period.to(), Micros.of(now)).stream()
                .filter(asking::asks).count();
        call.json(new Report(subject.id(), subject.calendar().zone().getId(), now, snapshot.revision(),
                report.period(), ShiftKey.of(Asked.neighbour(subject.calendar(), period.from(), -1)),
                ShiftKey.of(after(subject, period, now)), report.figures(),
                centers.stream().filter(center -> machines.containsAll(center.machines()))
                        .map(center -> new CenterView(center.id(), report.figures(center))).toList(),
                views, report.hours(), report.losses(), jobs.counts(machines), missing,
                takenOut(subject, snapshot, period, Micros.of(now)), Closings.of(facts, subject, period, split),
                signatures.of(subject, period, split).orElse(null)));
    }

    private List<TakenOut.View> takenOut(Subject subject, Snapshot snapshot, Slice period, long now) {
        return new TakenOut(snapshot, entries).of(subject.members().stream().map(WorkUnit::id).toList(),
                subject.calendar(), period.from(), Math.max(period.from(), Math.min(now, period.to())));
    }

    /** The shift as .xlsx, in the language asked for. */
    private void export(Call call) throws IOException {
        Instant now = clock.instant();
        Subject subject = asked.subject(call);
        Slice period = Asked.shift(call, subject.calendar(), now);
        Set<String> machines = Asked.machines(subject);
        Snapshot snapshot = Snapshot.take(facts, machines, period.from(), period.to());
        ShiftReport report = new ShiftReport(snapshot, subject, period, Micros.of(now), Asked.split(call));
        Map<String, Label> names = new LinkedHashMap<>();
        subject.members().forEach(unit -> names.put(unit.id(), unit.name()));
        Map<String, Label> reasonNames = new LinkedHashMap<>();
        reasons.list(Optional.empty()).forEach(reason -> reasonNames.put(reason.id(), reason.name()));
        Map<String, String> people = new HashMap<>();
        users.list().forEach(user -> people.put(user.name(), user.called()));
        call.setHeader("Content-Disposition", "attachment; filename=\"shift-" + period.productionDay() + ".xlsx\"");
        try (Table table = new XlsxTable(call.plainStream(XLSX), "Shift")) {
            ShiftSheet sheet = new ShiftSheet(table, subject.calendar().zone(), people,
                    call.query("language").filter(language -> language.startsWith("zh")).isPresent());
            sheet.title(asked.name(subject), report.period());
            Optional<Signatures.View> signature = signatures.of(subject, period, Asked.split(call));
            if (signature.isPresent()) {
                sheet.signature(signature.get());
            }
            Map<String, Map<String, Figure>> rows = new LinkedHashMap<>();
            rows.put("Σ", report.figures());
            subject.members().forEach(unit -> rows.put(sheet.name(unit.name()),
                    report.figures(asked.subject(unit.id()))));
            sheet.figures(rows);
            sheet.hours(report.hours());
            sheet.takenOut(takenOut(subject, snapshot, period, Micros.of(now)), names, reasonNames);
            sheet.stops(Stop.of(snapshot, machines, period.from(), period.to(), Micros.of(now)).reversed().stream()
                    .map(stop -> stops.view(snapshot, stop)).toList(), names, reasonNames);
        }
    }

    private void board(Call call) {
        Instant now = clock.instant();
        Subject subject = asked.subject(call);
        Slice period = Asked.shift(call, subject.calendar(), now);
        Snapshot snapshot = Snapshot.take(facts, subject.machines(), period.from(), period.to());
        ShiftReport report = new ShiftReport(snapshot, subject, period, Micros.of(now), Asked.split(call));
        call.json(new Board(subject.id(), subject.calendar().zone().getId(), now, report.period(),
                ShiftKey.of(Asked.neighbour(subject.calendar(), period.from(), -1)),
                ShiftKey.of(after(subject, period, now)), report.hours(), report.figures()));
    }

    private Asking asking(Subject subject, Snapshot snapshot, Slice period, long now) {
        // Of one machine nobody could tell whether it waits: that shows in the books of its whole line.
        Set<String> line = asked.withNeighbours(subject);
        Snapshot whole = line.equals(Asked.machines(subject))
                ? snapshot
                : Snapshot.take(facts, line, period.from(), period.to());
        return Asking.of(asked.model(), subject, whole, period.from(),
                Math.max(period.from(), Math.min(now, period.to())),
                machine -> holding(entries.staffing(machine, now, now + 1), now));
    }

    private static Optional<Standing> holding(List<Standing> staffing, long now) {
        return HeldStaffing.of(staffing.stream().map(Standing::entry).toList(), now, now + 1).stream().findFirst()
                .flatMap(held -> staffing.stream().filter(standing -> standing.entry().equals(held.entry()))
                        .findFirst());
    }

    private static Optional<Slice> after(Subject subject, Slice period, Instant now) {
        return Asked.neighbour(subject.calendar(), period.to(), 1).filter(next -> next.from() <= Micros.of(now));
    }

    private static @Nullable String center(List<Subject> centers, WorkUnit unit) {
        return centers.stream().filter(center -> center.members().contains(unit)).map(Subject::id).findFirst()
                .orElse(null);
    }
}
