package org.factfloor.web.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.plant.Area;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.PlantVersions;
import org.factfloor.records.Records;
import org.factfloor.records.plantfile.PlantDiff;
import org.factfloor.records.plantfile.PlantFile;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** The plant: what it consists of, its file, and the versions of it. */
public final class PlantApi implements Resource {

    private static final int VERSIONS = 200;

    private final Records records;
    private final CurrentPlant current;
    private final PlantDesk desk;
    private final InstantSource clock;

    private record PlantJson(int version, Instant at, String author, EnterpriseJson enterprise) {}

    private record EnterpriseJson(String id, Label name, List<SiteJson> sites) {}

    private record SiteJson(String id, Label name, CalendarJson calendar, List<AreaJson> areas) {}

    private record CalendarJson(String zone, String dayStart, List<ShiftJson> shifts) {}

    /** A shift in local time. */
    record ShiftJson(String id, Label name, String from, String to) {
        static ShiftJson of(Calendar.Shift shift) {
            return new ShiftJson(shift.id(), shift.name(), shift.from().toString(), shift.to().toString());
        }
    }

    private record AreaJson(String id, Label name, List<WorkCenterJson> workCenters) {}

    private record WorkCenterJson(String id, Label name, WorkCenter.Kind kind, @Nullable String countingUnit,
            List<WorkUnitJson> workUnits) {}

    /** A machine; {@code production} is absent where nobody has said how it is read, and no signal tells. */
    private record WorkUnitJson(String id, Label name, @Nullable String template,
            ProductionSheet.@Nullable Role production, List<SignalView> signals) {}

    private record VersionJson(int version, Instant at, String author, String comment) {}

    private record Changes(@Nullable Integer version, List<PlantDiff.Change> changes) {}

    public PlantApi(Records records, CurrentPlant current, PlantDesk desk, InstantSource clock) {
        this.records = records;
        this.current = current;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/plant", Access.READ, this::plant),
                Route.get("/plant.yaml", Access.READ, this::export, "version"),
                Route.put("/plant.yaml", Access.ADMIN, this::apply, "dryRun", "comment"),
                Route.get("/plant/versions", Access.READ, this::versions, "limit"),
                Route.get("/plant.schema.json", Access.READ,
                        call -> call.text("application/schema+json", PlantFile.schema())));
    }

    private void plant(Call call) {
        PlantView plant = current.require();
        PlantVersion version = plant.version();
        Enterprise enterprise = version.model().enterprise();
        tag(call, version.number());
        call.json(new PlantJson(version.number(), version.at(), version.author(),
                new EnterpriseJson(enterprise.id(), enterprise.name(),
                        enterprise.sites().stream().map(site -> site(plant, site, clock.instant())).toList())));
    }

    /** Its shifts are those of the week plan that holds now. */
    private static SiteJson site(PlantView plant, Site site, Instant now) {
        Calendar calendar = site.calendar();
        return new SiteJson(site.id(), site.name(),
                new CalendarJson(calendar.zone().getId(), calendar.dayStart().toString(),
                        calendar.planOn(calendar.productionDay(now)).shifts().stream().map(ShiftJson::of).toList()),
                site.areas().stream().map(area -> area(plant, area)).toList());
    }

    private static AreaJson area(PlantView plant, Area area) {
        return new AreaJson(area.id(), area.name(), area.workCenters().stream()
                .map(center -> new WorkCenterJson(center.id(), center.name(), center.kind(),
                        center.countingUnit().orElse(null),
                        center.workUnits().stream().map(unit -> workUnit(plant, unit)).toList()))
                .toList());
    }

    private static WorkUnitJson workUnit(PlantView plant, WorkUnit unit) {
        return new WorkUnitJson(unit.id(), unit.name(), unit.template().orElse(null),
                unit.sheet().or(unit::production).map(ProductionSheet::role).orElse(null),
                unit.signals().stream().map(signal -> plant.signal(signal.key())).flatMap(Optional::stream)
                        .map(placed -> SignalView.of(placed, null)).toList());
    }

    private void export(Call call) {
        int number = call.number("version", 0, 1, Integer.MAX_VALUE);
        PlantVersion version = number == 0
                ? current.require().version()
                : records.plants().version(number).orElseThrow(
                        () -> ProblemException.notFound("unknown-version", "The plant has no version " + number + "."));
        tag(call, version.number());
        call.setHeader("Content-Disposition", "attachment; filename=\"plant.yaml\"");
        call.text("text/yaml; charset=utf-8", version.yaml());
    }

    private void apply(Call call) throws InterruptedException {
        String yaml = call.text("text/yaml", "application/yaml", "application/x-yaml");
        boolean dryRun = call.flag("dryRun");
        OptionalInt basedOn = basedOn(call);
        PlantVersions.Outcome outcome = dryRun
                ? records.plants().preview(yaml)
                : desk.apply(yaml, call.caller(), Checks.optional("comment", call.query("comment").orElse(null), 500)
                        .orElse(""), basedOn);
        call.json(switch (outcome) {
            case PlantVersions.Outcome.Applied applied -> {
                tag(call, applied.version().number());
                yield new Changes(applied.version().number(), applied.diff().changes());
            }
            case PlantVersions.Outcome.Preview preview -> new Changes(null, preview.diff().changes());
            case PlantVersions.Outcome.Unchanged unchanged -> new Changes(unchanged.version().number(), List.of());
            case PlantVersions.Outcome.Rejected rejected -> throw PlantDesk.invalid(rejected.problems(), null);
            case PlantVersions.Outcome.Conflict conflict -> throw PlantDesk.conflict(conflict);
        });
    }

    /** The version a change was made from, where its author says so. */
    static OptionalInt basedOn(Call call) {
        Optional<String> tag = call.header("If-Match");
        if (tag.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!tag.get().matches("\"\\d{1,9}\"")) {
            throw ProblemException.invalidField("If-Match", "must be the ETag of the plant, such as \"7\"");
        }
        return OptionalInt.of(Integer.parseInt(tag.get().replace("\"", "")));
    }

    static void tag(Call call, int version) {
        call.setHeader("ETag", "\"" + version + "\"");
    }

    private void versions(Call call) {
        call.json(Page.all(records.plants().list(call.number("limit", VERSIONS, 1, VERSIONS)).stream()
                .map(header -> new VersionJson(header.number(), header.at(), header.author(), header.comment()))
                .toList()));
    }
}
