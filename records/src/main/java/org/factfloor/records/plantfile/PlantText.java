package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.factfloor.plant.Area;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Connection.Clock;
import org.factfloor.plant.Connection.Security;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;

/** Writes parts of a plant as a person would: fields at their defaults are left out, names stand on one line. */
final class PlantText {

    private PlantText() {}

    /** A whole file. Templates are resolved in a model, so each machine is written with all its signals. */
    static String of(PlantModel model) {
        Written.Mapping root = Written.block();
        root.put("factfloor", new Written.Value(PlantReader.FORMAT));
        root.put("enterprise", named(model.enterprise().id(), model.enterprise().name()).put("sites",
                Written.list(model.enterprise().sites().stream().map(site -> site(site, model)).toList())));
        root.put("connections", Written.list(model.connections().stream().map(PlantText::connection).toList()));
        return YamlText.lines(root, 0) + "\n";
    }

    private static Written site(Site site, PlantModel model) {
        return named(site.id(), site.name()).put("calendar", CalendarText.of(site.calendar())).put("areas",
                Written.list(site.areas().stream().map(area -> area(area, model)).toList()));
    }

    private static Written area(Area area, PlantModel model) {
        return named(area.id(), area.name()).put("workCenters",
                Written.list(area.workCenters().stream().map(center -> workCenter(center, model)).toList()));
    }

    static Written workCenter(WorkCenter center, PlantModel model) {
        Written.Mapping mapping = named(center.id(), center.name()).put("kind", Words.of(center.kind()));
        center.countingUnit().ifPresent(unit -> mapping.put("counting", Written.flow().put("workUnit", unit)));
        return mapping.put("workUnits",
                Written.list(center.workUnits().stream().map(unit -> workUnit(unit, model)).toList()));
    }

    /** A machine; the connection most of its signals come from becomes its own. */
    static Written workUnit(WorkUnit unit, PlantModel model) {
        Written.Mapping mapping = named(unit.id(), unit.name());
        Optional<String> connection = unit.signals().stream().findFirst().map(Signal::connection);
        connection.ifPresent(id -> mapping.put("connection", id));
        List<Written> signals = new ArrayList<>();
        unit.signals().forEach(signal -> signals.add(signal(signal, connection, model)));
        mapping.put("signals", Written.list(signals));
        unit.sheet().ifPresent(sheet -> mapping.put("production", production(sheet, false)));
        return mapping;
    }

    /**
     * What is said of a machine's production.
     *
     * @param all whether fields at their defaults are written too, as they must be over a template
     */
    static Written.Mapping production(ProductionSheet sheet, boolean all) {
        ProductionSheet standard = ProductionSheet.STANDARD;
        Written.Mapping mapping = Written.block().put("role", Words.of(sheet.role()));
        if (all || !sheet.shortStopLimit().equals(standard.shortStopLimit())) {
            mapping.put("shortStopLimit", DurationText.of(sheet.shortStopLimit()));
        }
        if (all || !sheet.stopAfter().equals(standard.stopAfter())) {
            mapping.put("stopAfter", DurationText.of(sheet.stopAfter()));
        }
        sheet.power().ifPresent(power -> mapping.put("power",
                Written.flow().put("offBelow", new Written.Value(YamlText.number(power.offBelow()))).put("runningFrom",
                        new Written.Value(YamlText.number(power.runningFrom())))));
        if (all || !sheet.count().equals(standard.count())) {
            mapping.put("count", count(sheet.count()));
        }
        if (all || !sheet.programs().isEmpty()) {
            Written.Mapping programs = sheet.programs().isEmpty() ? Written.flow() : Written.block();
            new TreeMap<>(sheet.programs())
                    .forEach((program, product) -> programs.put(YamlText.scalar(program), product));
            mapping.put("programs", programs);
        }
        return mapping;
    }

    private static Written.Mapping count(ProductionSheet.Count count) {
        Written.Mapping mapping = Written.flow().put("oneCount", Words.of(count.oneCount())).put("pieces",
                new Written.Value(ModelTexts.thousandths(count.piecesPerCount())));
        count.rollover().ifPresent(value -> mapping.put("rollover", new Written.Value(Long.toString(value))));
        return mapping.put("plausible", new Written.Value(Long.toString(count.plausible())));
    }

    /**
     * A signal.
     *
     * @param unitConnection the connection of its machine
     */
    static Written signal(Signal signal, Optional<String> unitConnection, PlantModel model) {
        Written.Mapping mapping = named(signal.id(), signal.name()).put("kind", Words.of(signal.kind()));
        if (signal.role() != Role.NONE) {
            mapping.put("role", Words.of(signal.role()));
        }
        if (!signal.unit().isEmpty()) {
            mapping.put("unit", signal.unit());
        }
        if (!unitConnection.equals(Optional.of(signal.connection()))) {
            mapping.put("connection", signal.connection());
        }
        mapping.put("address", signal.address());
        Optional<Connection> connection = model.connection(signal.connection());
        if (!connection.map(Connection::publishingInterval).equals(Optional.of(signal.samplingInterval()))) {
            mapping.put("samplingInterval", DurationText.of(signal.samplingInterval()));
        }
        signal.normal().ifPresent(band -> mapping.put("normal",
                Written.flow().put("low", new Written.Value(YamlText.number(band.low()))).put("high",
                        new Written.Value(YamlText.number(band.high())))));
        if (!signal.states().isEmpty()) {
            mapping.put("states", states(signal.states()));
        }
        return mapping;
    }

    /** What codes mean; {} for none. */
    static Written.Mapping states(SortedMap<Long, Signal.State> states) {
        Written.Mapping mapping = states.isEmpty() ? Written.flow() : Written.block();
        states.forEach((code, state) -> mapping.put(code.toString(), Written.flow()
                .put("name", label(state.name())).put("meaning", Words.of(state.meaning()))));
        return mapping;
    }

    static Written.Mapping connection(Connection connection) {
        Written.Mapping mapping = named(connection.id(), connection.name()).put("protocol", connection.protocol())
                .put("endpoint", connection.endpoint());
        if (connection.security() != Security.NONE) {
            mapping.put("security", Words.of(connection.security()));
        }
        connection.user().ifPresent(user -> mapping.put("user", user));
        connection.passwordSecret().ifPresent(secret -> mapping.put("passwordSecret", secret));
        if (!connection.publishingInterval().equals(ConnectionReader.PUBLISHING_INTERVAL)) {
            mapping.put("publishingInterval", DurationText.of(connection.publishingInterval()));
        }
        if (connection.clock() != Clock.SOURCE) {
            mapping.put("clock", Words.of(connection.clock()));
        }
        connection.edge().ifPresent(edge -> mapping.put("edge", edge));
        return mapping;
    }

    static Written label(Label label) {
        return label.en().equals(label.zh())
                ? Written.text(label.en())
                : Written.flow().put("en", label.en()).put("zh", label.zh());
    }

    private static Written.Mapping named(String id, Label name) {
        return Written.block().put("id", id).put("name", label(name));
    }
}
