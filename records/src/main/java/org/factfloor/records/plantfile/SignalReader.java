package org.factfloor.records.plantfile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Band;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;
import org.factfloor.plant.SignalKind;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the entries under {@code signals}, of machines and of templates. */
final class SignalReader {

    static final int MOST_SIGNALS = 20_000;
    private static final int MOST_STATES = 1_000;
    private static final Pattern CODE = Pattern.compile("-?\\d{1,18}");

    private final Reading reading;
    private final Set<String> connections;

    /** Reads signals that may name these connections. */
    SignalReader(Reading reading, Set<String> connections) {
        this.reading = reading;
        this.connections = connections;
    }

    /** The entries by id, in their order; of two with one id the first. */
    Map<String, SignalParts> read(Fields owner) {
        Map<String, SignalParts> parts = new LinkedHashMap<>();
        Reading.Ids ids = reading.new Ids("signal");
        for (Place item : owner.items("signals", MOST_SIGNALS)) {
            SignalParts signal = read(item, ids);
            parts.putIfAbsent(signal.id(), signal);
        }
        return parts;
    }

    private SignalParts read(Place place, Reading.Ids ids) {
        Fields fields = Fields.of(reading, place, Shape.SIGNAL);
        String id = fields.ownId(ids);
        return new SignalParts(id, place, fields.keys(), fields.label("name"), fields.word("kind", SignalKind.class),
                fields.word("role", Role.class), unit(fields), connection(fields), fields.text("address", 1_000),
                fields.interval("samplingInterval"), fields.find("normal").flatMap(this::band),
                fields.find("states").map(this::states));
    }

    private Optional<String> unit(Fields fields) {
        Optional<String> unit = fields.find("unit").flatMap(field -> Scalars.text(field.node()));
        if (unit.isPresent() && unit.get().isEmpty()) {
            return unit; // "" takes a template's unit away
        }
        unit = fields.text("unit", 60);
        if (unit.isPresent() && !reading.units.valid(unit.get())) {
            Place at = fields.place("unit");
            String message = Scalars.shown(unit.get()) + " is not a UCUM unit; ";
            Units.codeFor(unit.get()).ifPresentOrElse(
                    code -> reading.problems.addWithCure(at.node(), at.path(), message + "write " + code, code),
                    () -> reading.problems.add(at.node(), at.path(),
                            message + "write its code, or a word in braces such as {piece}"));
            return Optional.empty();
        }
        return unit;
    }

    /** The connection the field names, if it exists. */
    Optional<String> connection(Fields fields) {
        Optional<String> connection = fields.id("connection");
        if (connection.isPresent() && !connections.contains(connection.get())) {
            fields.problem("connection", "there is no connection " + connection.get()
                    + "; add it under connections or name another one", connection.get(), connections);
        }
        return connection;
    }

    private Optional<Band> band(Place place) {
        Fields fields = Fields.of(reading, place, Shape.BAND);
        fields.require("low", "write the lowest normal value");
        fields.require("high", "write the highest normal value");
        Optional<Double> low = fields.number("low");
        Optional<Double> high = fields.number("high");
        if (low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        if (low.get() > high.get()) {
            fields.problem("low", "low " + low.get() + " is above high " + high.get() + "; swap them");
            return Optional.empty();
        }
        return Optional.of(new Band(low.get(), high.get()));
    }

    private SortedMap<Long, State> states(Place place) {
        SortedMap<Long, State> states = new TreeMap<>();
        Map<Fields.Key, Node> entries = Fields.entries(reading, place,
                "a mapping from codes to states");
        if (entries.size() > MOST_STATES) {
            reading.problems.add(place.node(), place.path(), "there are " + entries.size() + " states; at most "
                    + MOST_STATES + " are possible");
            return states;
        }
        entries.forEach((key, value) -> {
            Place at = place.key(value, key.text());
            if (!CODE.matcher(key.text()).matches()) {
                reading.problems.add(key.node(), at.path(),
                        Scalars.shown(key.text()) + " is not a state's code; codes are whole numbers");
                return;
            }
            Fields fields = Fields.of(reading, at, Shape.STATE);
            fields.require("meaning", "write one of " + String.join(", ", Words.all(Meaning.class)));
            Meaning meaning = fields.word("meaning", Meaning.class).orElse(Meaning.IDLE);
            Label name = fields.label("name").orElse(Label.of(Words.of(meaning)));
            if (states.putIfAbsent(Long.valueOf(key.text()), new State(name, meaning)) != null) {
                reading.problems.add(key.node(), at.path(),
                        "the code " + key.text() + " has a state already; remove one");
            }
        });
        return states;
    }

    /** Signals of a template or machine laid over those of what it builds on, which come first. */
    static Map<String, SignalParts> over(Map<String, SignalParts> own, Map<String, SignalParts> below) {
        Map<String, SignalParts> merged = new LinkedHashMap<>(below);
        own.forEach((id, parts) -> merged.merge(id, parts, (beneath, above) -> above.over(beneath)));
        return merged;
    }
}
