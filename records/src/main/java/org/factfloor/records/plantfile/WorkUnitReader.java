package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.WorkUnit;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads machines: lays their own signals over their template's, and resolves connections and parameters. */
final class WorkUnitReader {

    static final int MOST_WORK_UNITS = 1_000;
    private static final int LONGEST_ADDRESS = 1_000;
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([^{}]*)}?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,59}");

    private final Reading reading;
    private final Map<String, Connection> connections;
    private final TemplateReader templates;
    private final SignalReader signalReader;
    private final ProductionReader productionReader;
    private final Reading.Ids ids;
    private int workUnits;
    private int signals;

    WorkUnitReader(Reading reading, Map<String, Connection> connections, TemplateReader templates,
            SignalReader signalReader, ProductionReader productionReader) {
        this.productionReader = productionReader;
        this.reading = reading;
        this.connections = connections;
        this.templates = templates;
        this.signalReader = signalReader;
        this.ids = reading.new Ids("machine");
    }

    /** Reads one machine. */
    WorkUnit read(Place place) {
        if (++workUnits > MOST_WORK_UNITS) {
            reading.problems.add(place.node(), place.path(),
                    "the plant has more than " + MOST_WORK_UNITS + " machines");
            throw new Reading.TooMuch(place);
        }
        Fields fields = Fields.of(reading, place, Shape.WORK_UNIT);
        String id = fields.ownId(ids);
        Label name = fields.label("name").orElse(Label.of(id));
        Optional<String> template = fields.id("template");
        if (template.isPresent() && !templates.has(template.get())) {
            fields.problem("template", "there is no template " + template.get()
                    + "; add it under templates or name another one", template.get(), templates.ids());
        }
        Optional<String> connection = signalReader.connection(fields);
        Parameters parameters = new Parameters(fields);
        Map<String, SignalParts> own = signalReader.read(fields);
        Map<String, SignalParts> merged = SignalReader.over(own, template.map(templates::signals).orElse(Map.of()));
        SignalChecks.agree(reading, own.values(), merged);
        signals += merged.size();
        if (signals > SignalReader.MOST_SIGNALS) {
            reading.problems.add(place.node(), place.path(),
                    "the plant has more than " + SignalReader.MOST_SIGNALS + " signals, counted up to this machine");
            throw new Reading.TooMuch(place);
        }
        List<Signal> resolved = new ArrayList<>();
        for (SignalParts parts : merged.values()) {
            resolve(id, fields, own.get(parts.id()), parts, connection, parameters).ifPresent(resolved::add);
        }
        parameters.reportUnused();
        Optional<ProductionParts> production = ProductionParts.over(productionReader.read(fields),
                template.flatMap(templates::production));
        return new WorkUnit(id, name, template, resolved, production.map(ProductionParts::sheet));
    }

    private Optional<Signal> resolve(String workUnit, Fields unit, @Nullable SignalParts own,
            SignalParts parts, Optional<String> unitConnection, Parameters parameters) {
        // What is missing is missing where the machine speaks of the signal, else at the machine itself.
        Place at = own == null ? unit.place() : own.place();
        String what = own == null
                ? "the signal " + parts.id() + " of its template"
                : "the signal " + parts.id();
        Optional<String> connection = parts.connection().or(() -> unitConnection);
        Optional<String> filled = parts.address().map(text -> parameters.fill(text, parts.place()));
        if (!parts.written().contains("kind")) {
            missing(at, what + " has no kind; write analog, counter, state or text", own, "kind");
        }
        if (!parts.written().contains("connection") && !unit.has("connection")) {
            missing(at, what + " has no connection; add connection to the machine", own, "connection");
        }
        if (!parts.written().contains("address")) {
            missing(at, what + " has no address; write where its source finds it", own, "address");
        }
        if (parts.kind().isEmpty() || connection.isEmpty() || filled.isEmpty()) {
            return Optional.empty();
        }
        Optional<Connection> source = Optional.ofNullable(connections.get(connection.get()));
        String address = filled.get();
        if (source.isPresent() && source.get().protocol().equals("opcua") && !parameters.incomplete()
                && (address.length() > LONGEST_ADDRESS || !SignalChecks.isNodeId(address))) {
            // An address without parameters is wrong where it was written, once for all machines of a template.
            boolean asWritten = parts.address().equals(filled);
            missing(asWritten ? parts.place() : at, what + " has the address " + Scalars.shown(address)
                    + ", which is not an OPC UA node id such as nsu=urn:maker:machine;s=Speed or ns=2;i=1001",
                    asWritten ? parts : own, "address");
        }
        return Optional.of(new Signal(workUnit, parts.id(), parts.name().orElse(Label.of(parts.id())),
                parts.kind().get(), parts.role().orElse(Role.NONE), parts.unit().orElse(""), connection.get(), address,
                parts.samplingInterval()
                        .orElse(source.map(Connection::publishingInterval)
                                .orElse(ConnectionReader.PUBLISHING_INTERVAL)),
                parts.normal(), parts.states().orElse(new TreeMap<>())));
    }

    private void missing(Place at, String message, @Nullable SignalParts own, String key) {
        reading.problems.add(at.node(), own == null || own.id().equals("?") ? at.path() : at.path() + "." + key,
                message);
    }

    /** The values a machine has for {@code ${name}} in addresses. */
    private final class Parameters {

        private final Fields unit;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Map<String, Place> places = new LinkedHashMap<>();
        private final Set<String> used = new HashSet<>();
        private final boolean readable;
        private boolean incomplete;

        Parameters(Fields unit) {
            this.unit = unit;
            Optional<Place> given = unit.find("parameters").filter(place -> !Scalars.isNull(place.node()));
            readable = given.isEmpty() || given.get().node() instanceof MappingNode;
            incomplete = !readable;
            given.ifPresent(place -> Fields
                    .entries(reading, place, "a mapping from names to values").forEach((key, value) -> {
                        Place at = place.key(value, key.text());
                        if (!NAME.matcher(key.text()).matches()) {
                            reading.problems.add(key.node(), at.path(), Scalars.shown(key.text())
                                    + " is not a parameter's name; names have letters, digits, - and _");
                            return;
                        }
                        places.put(key.text(), new Place(key.node(), at.path()));
                        Fields.text(reading, at, 200).ifPresentOrElse(text -> values.put(key.text(), text),
                                () -> incomplete = true);
                    }));
        }

        /** Whether an address filled last lacks a value; reported already. */
        boolean incomplete() {
            return incomplete;
        }

        String fill(String address, Place signal) {
            StringBuilder filled = new StringBuilder();
            Matcher matcher = PARAMETER.matcher(address);
            while (matcher.find()) {
                String name = matcher.group(1);
                used.add(name);
                if (!matcher.group().endsWith("}") || !NAME.matcher(name).matches()) {
                    incomplete = true;
                    reading.problems.add(signal.node(), signal.path() + ".address", Scalars.shown(matcher.group())
                            + " in the address is not a parameter; write ${name}");
                } else if (readable && !places.containsKey(name)) {
                    incomplete = true;
                    reading.problems.add(unit.place("parameters").node(), unit.place("parameters").path() + "." + name,
                            "the parameter " + name + " is missing; an address of this machine needs a value for ${"
                                    + name + "}",
                            name, List.copyOf(places.keySet()));
                }
                matcher.appendReplacement(filled, Matcher.quoteReplacement(values.getOrDefault(name, "")));
            }
            return matcher.appendTail(filled).toString();
        }

        void reportUnused() {
            places.forEach((name, place) -> {
                if (!used.contains(name)) {
                    reading.problems.add(place.node(), place.path(),
                            "no address of this machine uses the parameter " + name + "; remove it or correct its name",
                            name, List.copyOf(used));
                }
            });
        }
    }
}
