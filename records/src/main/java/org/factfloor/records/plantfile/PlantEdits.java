package org.factfloor.records.plantfile;

import static org.factfloor.records.plantfile.Editing.byId;
import static org.factfloor.records.plantfile.Editing.checked;
import static org.factfloor.records.plantfile.Editing.document;
import static org.factfloor.records.plantfile.Editing.existing;
import static org.factfloor.records.plantfile.Editing.model;
import static org.factfloor.records.plantfile.Editing.rewrite;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.factfloor.plant.Area;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Changes to a plant file that leave comments and layout of everything else as they are: text in, text out. What comes
 * out is a valid file that says what the old one said and the edit, nothing else; each edit reads its own result to make
 * sure.
 *
 * <p>Every edit throws {@link PlantEditException} where the text is not a valid plant file, where what it names is not
 * there (or is there already), and where it would make the file invalid.
 */
public final class PlantEdits {

    private PlantEdits() {}

    /**
     * The file a new installation starts with: one site with one area and one line, no machines, no connections.
     *
     * @param name of the plant; blank for {@code My plant}
     */
    public static String emptyPlant(String name, ZoneId zone) {
        Label label = name.isBlank() ? new Label("My plant", "我的工厂") : Label.of(name.strip());
        WorkCenter line = new WorkCenter("line-1", new Label("Line 1", "1 号线"), WorkCenter.Kind.PRODUCTION_LINE,
                List.of());
        Area area = new Area("production", new Label("Production", "生产"), List.of(line));
        String id = idFor(label.en(), "plant", Set.of());
        Site site = new Site(id, label, new Calendar(zone, LocalTime.MIDNIGHT, List.of()), List.of(area));
        PlantModel model = new PlantModel(new Enterprise(id, label, List.of(site)), List.of());
        return checked(PlantText.of(model), model);
    }

    /**
     * An id made from a name: its ASCII letters and digits, in lower case, joined by hyphens.
     *
     * @param fallback what the id is made from where the name has no such character, e.g. {@code signal}
     * @param taken ids that are in use; a number is added to get past them
     */
    public static String idFor(String name, String fallback, Set<String> taken) {
        String word = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String base = word.isEmpty() ? fallback : word.substring(0, Math.min(word.length(), 50)).replaceAll("-+$", "");
        String id = base;
        for (int i = 2; taken.contains(id); i++) {
            id = base + "-" + i;
        }
        return id;
    }

    /** Adds a connection behind the others. */
    public static String addConnection(String yaml, Connection connection) {
        PlantModel model = model(yaml);
        if (model.connection(connection.id()).isPresent()) {
            throw new PlantEditException("there is a connection " + connection.id() + " already; choose another id");
        }
        YamlDocument document = document(yaml);
        document.append(document.root(), "connections", List.of(PlantText.connection(connection)));
        return checked(document.edited(), PlantModels.withConnections(model, connections -> {
            connections.add(connection);
            return connections;
        }));
    }

    /** Makes the connection with this id say what {@code connection} says; only fields that differ are rewritten. */
    public static String setConnection(String yaml, Connection connection) {
        PlantModel model = model(yaml);
        Connection before = existing(model, connection.id());
        YamlDocument document = document(yaml);
        rewrite(document, byId(YamlDocument.items(document.root(), "connections"), connection.id()),
                PlantText.connection(before), PlantText.connection(connection));
        String edited = document.edited();
        Map<String, Signal> result = model(edited).signalsByKey();
        PlantModel expected = PlantModels.withConnections(model, connections -> connections.stream()
                .map(other -> other.id().equals(connection.id()) ? connection : other).toList());
        // Signals without an interval of their own follow the connection's.
        return checked(edited, PlantModels.withSignals(expected, signal -> {
            Signal now = result.get(signal.key());
            boolean follows = now != null && signal.connection().equals(connection.id())
                    && signal.samplingInterval().equals(before.publishingInterval())
                    && now.samplingInterval().equals(connection.publishingInterval());
            return follows ? signal.sampledEvery(connection.publishingInterval()) : signal;
        }));
    }

    /**
     * Removes a connection and the signals it delivers; machines stay, with the signals other connections deliver. A
     * machine whose template's signals go loses its template.
     */
    public static String removeConnection(String yaml, String id) {
        PlantModel model = model(yaml);
        existing(model, id);
        YamlDocument document = document(yaml);
        ConnectionRemoval removal = new ConnectionRemoval(document, model, id);
        removal.run();
        String edited = document.edited();
        return checked(edited, removal.expected(model(edited).workUnits()
                .collect(Collectors.toMap(WorkUnit::id, WorkUnit::sheet))));
    }

    /**
     * Adds signals to a machine, behind those it has.
     *
     * @param workUnitId the machine; must exist unless {@code newWorkUnit} is given
     * @param newWorkUnit given, the machine is added first
     */
    public static String addSignals(String yaml, String connectionId, String workUnitId,
            Optional<NewWorkUnit> newWorkUnit, List<NewSignal> signals) {
        return new SignalAdding(yaml, connectionId).add(workUnitId, newWorkUnit, signals);
    }

    /** Makes the calendar of a site say what {@code calendar} says; only keys of it that differ are rewritten. */
    public static String setCalendar(String yaml, String siteId, Calendar calendar) {
        PlantModel model = model(yaml);
        Site before = model.enterprise().sites().stream().filter(site -> site.id().equals(siteId)).findFirst()
                .orElseThrow(() -> new PlantEditException("there is no site " + siteId + "; name another one"));
        YamlDocument document = document(yaml);
        MappingNode site = byId(PlantPlaces.sites(document.root()), siteId);
        rewrite(document, (MappingNode) YamlDocument.find(site, "calendar").orElseThrow(),
                CalendarText.of(before.calendar()), CalendarText.of(calendar));
        return checked(document.edited(), PlantModels.withSites(model, candidate -> candidate.id().equals(siteId)
                ? new Site(candidate.id(), candidate.name(), calendar, candidate.areas())
                : candidate));
    }

    /**
     * Makes the plant say this of a machine's production.
     *
     * @param sheet empty to say nothing more than its template does
     */
    public static String setProduction(String yaml, String workUnitId, Optional<ProductionSheet> sheet) {
        PlantModel model = model(yaml);
        YamlDocument document = document(yaml);
        MappingNode node = byId(PlantPlaces.workUnits(document.root()), workUnitId);
        boolean overTemplate = YamlDocument.textOf(node, "template").isPresent();
        if (sheet.isPresent()) {
            document.put(node, "production", PlantText.production(sheet.get(), overTemplate));
        } else {
            document.removeKeys(node, Set.of("production"));
        }
        String edited = document.edited();
        PlantModel result = model(edited);
        return checked(edited, PlantModels.withWorkUnits(model, unit -> {
            Optional<ProductionSheet> expected = sheet.isPresent() || !overTemplate
                    ? sheet
                    : result.workUnits().filter(found -> found.id().equals(workUnitId)).findFirst()
                            .flatMap(WorkUnit::sheet);
            return unit.id().equals(workUnitId)
                    ? new WorkUnit(unit.id(), unit.name(), unit.template(), unit.signals(), expected)
                    : unit;
        }));
    }

    /**
     * Makes the plant say what the codes of a state signal mean; over a template's signal, for this machine alone.
     *
     * @param signalKey {@code machine/signal}
     * @param states all codes with a meaning; empty for none
     */
    public static String setStates(String yaml, String signalKey, SortedMap<Long, Signal.State> states) {
        PlantModel model = model(yaml);
        Signal signal = Optional.ofNullable(model.signalsByKey().get(signalKey))
                .orElseThrow(() -> new PlantEditException("there is no signal " + signalKey + "; name another one"));
        if (signal.kind() != SignalKind.STATE) {
            throw new PlantEditException("the signal " + signalKey + " has kind " + Words.of(signal.kind())
                    + ", and only codes of kind state have meanings; change its kind or name another signal");
        }
        YamlDocument document = document(yaml);
        MappingNode unit = byId(PlantPlaces.workUnits(document.root()), signal.workUnit());
        Optional<MappingNode> own = YamlDocument.items(unit, "signals").stream()
                .filter(node -> YamlDocument.textOf(node, "id").filter(signal.id()::equals).isPresent()).findFirst();
        Written.Mapping written = PlantText.states(states);
        own.ifPresentOrElse(node -> document.put(node, "states", written), () -> document.append(unit, "signals",
                List.of(Written.block().put("id", signal.id()).put("states", written))));
        return checked(document.edited(), PlantModels.withSignals(model,
                candidate -> candidate.key().equals(signalKey) ? candidate.withStates(states) : candidate));
    }
}
