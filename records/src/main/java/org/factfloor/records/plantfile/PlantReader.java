package org.factfloor.records.plantfile;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.factfloor.plant.Area;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the nodes of a whole plant file from top to bottom. */
final class PlantReader {

    static final String FORMAT = "1";

    private final Reading reading;
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private final Reading.Ids siteIds;
    private final Reading.Ids areaIds;
    private final Reading.Ids workCenterIds;

    PlantReader(Reading reading) {
        this.reading = reading;
        siteIds = reading.new Ids("site");
        areaIds = reading.new Ids("area");
        workCenterIds = reading.new Ids("work center");
    }

    /** What the file says; only of use if no problem was reported. */
    PlantFile.Ok read(Place root) {
        Fields plant = Fields.of(reading, root, Shape.PLANT);
        format(plant);
        ConnectionReader connectionReader = new ConnectionReader(reading);
        List<Connection> inOrder = new ArrayList<>();
        for (Place item : plant.items("connections", 1_000)) {
            Connection connection = connectionReader.read(item);
            inOrder.add(connection);
            connections.putIfAbsent(connection.id(), connection);
        }
        SignalReader signalReader = new SignalReader(reading, connections.keySet());
        ProductionReader productionReader = new ProductionReader(reading);
        TemplateReader templates = new TemplateReader(reading, signalReader, productionReader);
        templates.read(plant);
        WorkUnitReader workUnits = new WorkUnitReader(reading, connections, templates, signalReader,
                productionReader);
        plant.require("enterprise", "write the firm with its sites");
        Enterprise enterprise = plant.find("enterprise").map(place -> enterprise(place, workUnits))
                .orElse(new Enterprise("?", Label.of("?"), List.of()));
        return new PlantFile.Ok(new PlantModel(enterprise, inOrder), templates.texts());
    }

    private static void format(Fields plant) {
        plant.require("factfloor", "a plant file begins with: factfloor: 1");
        plant.text("factfloor", 60).filter(format -> !format.equals(FORMAT))
                .ifPresent(format -> plant.problem("factfloor",
                        "the format " + Scalars.shown(format) + " is not known; this version of Factfloor reads format "
                                + FORMAT));
    }

    private Enterprise enterprise(Place place, WorkUnitReader workUnits) {
        Fields fields = Fields.of(reading, place, Shape.ENTERPRISE);
        String id = fields.ownId(reading.new Ids("enterprise"));
        Label name = fields.label("name").orElse(Label.of(id));
        List<Site> sites = new ArrayList<>();
        for (Place item : fields.items("sites", 100)) {
            sites.add(site(item, workUnits));
        }
        fields.require("sites", "write at least one with its calendar");
        fields.find("sites").filter(list -> list.node() instanceof SequenceNode).filter(_ -> sites.isEmpty()).ifPresent(
                _ -> fields.problem("sites", "the enterprise has no site; write at least one with its calendar"));
        return new Enterprise(id, name, sites);
    }

    private Site site(Place place, WorkUnitReader workUnits) {
        Fields fields = Fields.of(reading, place, Shape.SITE);
        String id = fields.ownId(siteIds);
        Label name = fields.label("name").orElse(Label.of(id));
        fields.require("calendar", "a site needs one with at least its time zone");
        Calendar calendar = fields.find("calendar").map(new CalendarReader(reading)::read)
                .orElse(new Calendar(ZoneOffset.UTC, LocalTime.MIDNIGHT, List.of()));
        List<Area> areas = new ArrayList<>();
        for (Place item : fields.items("areas", 1_000)) {
            areas.add(area(item, workUnits));
        }
        return new Site(id, name, calendar, areas);
    }

    private Area area(Place place, WorkUnitReader workUnits) {
        Fields fields = Fields.of(reading, place, Shape.AREA);
        String id = fields.ownId(areaIds);
        Label name = fields.label("name").orElse(Label.of(id));
        List<WorkCenter> workCenters = new ArrayList<>();
        for (Place item : fields.items("workCenters", 1_000)) {
            workCenters.add(workCenter(item, workUnits));
        }
        return new Area(id, name, workCenters);
    }

    private WorkCenter workCenter(Place place, WorkUnitReader workUnits) {
        Fields fields = Fields.of(reading, place, Shape.WORK_CENTER);
        String id = fields.ownId(workCenterIds);
        Label name = fields.label("name").orElse(Label.of(id));
        WorkCenter.Kind kind = fields.word("kind", WorkCenter.Kind.class).orElse(WorkCenter.Kind.PRODUCTION_LINE);
        List<WorkUnit> units = new ArrayList<>();
        for (Place item : fields.items("workUnits", WorkUnitReader.MOST_WORK_UNITS)) {
            units.add(workUnits.read(item));
        }
        return new WorkCenter(id, name, kind, units, fields.find("counting").flatMap(at -> countingUnit(at, units)));
    }

    private Optional<String> countingUnit(Place place, List<WorkUnit> units) {
        Fields fields = Fields.of(reading, place, Shape.COUNTING);
        fields.require("workUnit", "name the machine at which the line's pieces are counted");
        Optional<String> unit = fields.id("workUnit");
        List<String> known = units.stream().map(WorkUnit::id).toList();
        if (unit.isPresent() && !known.contains(unit.get())) {
            fields.problem("workUnit", "this work center has no machine " + unit.get() + "; name one of its own",
                    unit.get(), known);
        }
        return unit;
    }
}
