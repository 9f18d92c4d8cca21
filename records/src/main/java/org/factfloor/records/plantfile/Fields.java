package org.factfloor.records.plantfile;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.factfloor.plant.Label;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The checked fields of one mapping. Each getter reports what is wrong with its field and then answers as if the field
 * were absent, so that one reading finds every problem.
 */
final class Fields {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Reading reading;
    private final Place place;
    private final Map<String, Node> values;

    private Fields(Reading reading, Place place, Map<String, Node> values) {
        this.reading = reading;
        this.place = place;
        this.values = values;
    }

    /** The mapping's fields, after its keys were checked; none if it is no mapping at all. */
    static Fields of(Reading reading, Place place, Shape shape) {
        Map<String, Node> values = new LinkedHashMap<>();
        entries(reading, place, "a mapping with the keys " + String.join(", ", shape.keys())).forEach((key, value) -> {
            if (shape.keys().contains(key.text())) {
                values.put(key.text(), value);
            } else if (key.text().equals("password")) {
                reading.problems.add(key.node(), place.key(value, key.text()).path(),
                        "a plant file never holds a password; store it as a secret and name that with passwordSecret",
                        "passwordSecret", shape.keys());
            } else {
                reading.problems.add(key.node(), place.key(value, key.text()).path(),
                        "the key " + Scalars.shown(key.text()) + " is not known here; known are "
                                + String.join(", ", shape.keys()),
                        key.text(), shape.keys());
            }
        });
        return new Fields(reading, place, values);
    }

    /** A key of a mapping, as written. */
    record Key(String text, Node node) {}

    /** The entries of a mapping whose keys are free texts; a key that comes twice is reported and kept once. */
    static Map<Key, Node> entries(Reading reading, Place place, String expected) {
        reading.look(place);
        Map<Key, Node> entries = new LinkedHashMap<>();
        if (!(place.node() instanceof MappingNode mapping) || !Scalars.isMapping(mapping)) {
            reading.problems.add(place.node(), place.path(),
                    "here stands " + Scalars.sort(place.node()) + "; expected is " + expected);
            return entries;
        }
        Map<String, Node> first = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            Optional<String> key = Scalars.text(keyNode);
            if (key.isEmpty()) {
                reading.problems.add(keyNode, place.path(), "a key must be a plain word");
                continue;
            }
            Node earlier = first.putIfAbsent(key.get(), keyNode);
            if (earlier == null) {
                entries.put(new Key(key.get(), keyNode), tuple.getValueNode());
            } else {
                reading.problems.add(keyNode, place.key(keyNode, key.get()).path(),
                        "the key " + Scalars.shown(key.get()) + " stands here a second time, first in line "
                                + (earlier.getStartMark().orElseThrow().getLine() + 1) + "; remove one of them");
            }
        }
        return entries;
    }

    Place place() {
        return place;
    }

    /** The field's place; the mapping's own where the field is absent. */
    Place place(String key) {
        Node value = values.get(key);
        return place.key(value == null ? place.node() : value, key);
    }

    /** The keys that are written, of those the mapping may have. */
    Set<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<Place> find(String key) {
        return has(key) ? Optional.of(place(key)) : Optional.empty();
    }

    /** Reports that the field must be given. */
    void require(String key, String why) {
        if (!has(key) && Scalars.isMapping(place.node())) {
            problem(key, key + " is missing; " + why);
        }
    }

    void problem(String key, String message) {
        reading.problems.add(place(key).node(), place(key).path(), message);
    }

    void problem(String key, String message, String word, Iterable<String> candidates) {
        List<String> list = new ArrayList<>();
        candidates.forEach(list::add);
        reading.problems.add(place(key).node(), place(key).path(), message, word, list);
    }

    /** One line of text, not blank, without control characters. */
    Optional<String> text(String key, int longest) {
        return find(key).flatMap(field -> text(reading, field, longest));
    }

    static Optional<String> text(Reading reading, Place field, int longest) {
        Optional<String> text = Scalars.text(field.node());
        Optional<String> objection = text.isEmpty()
                ? Optional.of("here stands " + Scalars.sort(field.node()) + "; expected is a text")
                : Scalars.objection(text.get(), longest);
        objection.ifPresent(message -> reading.problems.add(field.node(), field.path(), message));
        return objection.isPresent() ? Optional.empty() : text;
    }

    /** An id or the name of something that has an id. */
    Optional<String> id(String key) {
        Optional<String> text = text(key, 200);
        if (text.isPresent() && !ID.matcher(text.get()).matches()) {
            problem(key, Scalars.shown(text.get())
                    + " is not an id; ids have 1 to 60 small letters a-z, digits and hyphens and begin with a letter or digit");
            return Optional.empty();
        }
        return text;
    }

    /** The id of the thing itself; {@code ?} after a problem. */
    String ownId(Reading.Ids ids) {
        require("id", "every one needs an id");
        Optional<String> id = id("id");
        id.ifPresent(text -> ids.claim(text, place("id")));
        return id.orElse("?");
    }

    /** A name: one text, or one for each language. */
    Optional<Label> label(String key) {
        Optional<Place> field = find(key);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        if (!(field.get().node() instanceof MappingNode)) {
            return text(key, 200).map(Label::of);
        }
        Fields languages = of(reading, field.get(), Shape.LABEL);
        Optional<String> en = languages.text("en", 200);
        Optional<String> zh = languages.text("zh", 200);
        if (!languages.has("en") && !languages.has("zh")) {
            problem(key, "the name is empty; write en, zh or both");
        }
        return en.or(() -> zh).map(text -> new Label(text, zh.orElse(text)));
    }

    /** One of the words of an enum. */
    <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
        Optional<String> word = text(key, 200);
        Optional<E> constant = word.flatMap(text -> Words.find(type, text));
        if (word.isPresent() && constant.isEmpty()) {
            List<String> known = Words.all(type);
            problem(key, Scalars.shown(word.get()) + " is not one of " + String.join(", ", known), word.get(), known);
        }
        return constant;
    }

    /** A duration from 10 ms to 1 d. */
    Optional<Duration> duration(String key) {
        return duration(key, false);
    }

    /** A duration from 10 ms to 1 d, or zero, which stands for each change. */
    Optional<Duration> interval(String key) {
        return duration(key, true);
    }

    private Optional<Duration> duration(String key, boolean zero) {
        Optional<String> text = text(key, 200);
        Optional<Duration> duration = text.flatMap(DurationText::parse);
        if (text.isPresent() && duration.isEmpty()) {
            problem(key, Scalars.shown(text.get())
                    + " is not a duration; write a whole number and a unit: 100ms, 1s, 5m, 1h");
        } else if (duration.isPresent() && !(zero && duration.get().isZero())
                && (duration.get().compareTo(SHORTEST) < 0 || duration.get().compareTo(LONGEST) > 0)) {
            problem(key, text.orElseThrow() + " is out of range; between 10ms and 1d is possible"
                    + (zero ? ", or 0s for each change" : ""));
            return Optional.empty();
        }
        return duration;
    }

    /** A local time of the form 07:30. */
    Optional<LocalTime> time(String key) {
        Optional<String> text = text(key, 200);
        if (text.isPresent() && !TIME.matcher(text.get()).matches()) {
            problem(key, Scalars.shown(text.get()) + " is not a time of day; write it as \"07:30\""
                    + (text.get().equals("24:00") ? "; the end of the day is \"00:00\"" : ""));
            return Optional.empty();
        }
        return text.map(LocalTime::parse);
    }

    /** A date of the form 2026-10-01. */
    Optional<LocalDate> date(String key) {
        Optional<String> text = text(key, 200);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!DATE.matcher(text.get()).matches()) {
            problem(key, Scalars.shown(text.get()) + " is not a date; write it as 2026-10-01");
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.get()));
        } catch (DateTimeParseException e) {
            problem(key, "there is no day " + text.get() + "; check month and day");
            return Optional.empty();
        }
    }

    /** Yes or no; false where it is not given. */
    boolean flag(String key) {
        Optional<String> text = text(key, 200);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            problem(key, Scalars.shown(text.get()) + " is neither true nor false");
        }
        return text.filter("true"::equals).isPresent();
    }

    /** A finite number. */
    Optional<Double> number(String key) {
        Optional<Place> field = find(key);
        Optional<Double> number = field.flatMap(found -> Scalars.number(found.node()));
        if (field.isPresent() && number.isEmpty()) {
            problem(key,
                    "here stands " + Scalars.sort(field.get().node()) + "; expected is a number such as 10 or 2.5");
        }
        return number;
    }

    /** A whole number in a range. */
    OptionalLong whole(String key, long least, long most) {
        Optional<BigDecimal> number = decimal(key);
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        if (number.get().stripTrailingZeros().scale() > 0 || number.get().compareTo(BigDecimal.valueOf(least)) < 0
                || number.get().compareTo(BigDecimal.valueOf(most)) > 0) {
            problem(key, number.get() + " is not possible; a whole number from " + least + " to " + most + " is");
            return OptionalLong.empty();
        }
        return OptionalLong.of(number.get().longValueExact());
    }

    /** A number above 0 with at most three decimals, in thousandths. */
    Optional<Long> thousandths(String key, long most) {
        Optional<BigDecimal> number = decimal(key);
        if (number.isPresent() && (number.get().signum() <= 0 || number.get().stripTrailingZeros().scale() > 3
                || number.get().compareTo(BigDecimal.valueOf(most)) > 0)) {
            problem(key, number.get() + " is not possible; a number above 0 up to " + most
                    + " with at most three decimals is");
            return Optional.empty();
        }
        return number.map(value -> value.movePointRight(3).longValueExact());
    }

    private Optional<BigDecimal> decimal(String key) {
        // The double says whether it is a number of ordinary size, the text has all its digits.
        return number(key).filter(value -> Math.abs(value) < 1e30).flatMap(_ -> text(key, 200)).map(BigDecimal::new);
    }

    /** The items of a list; none where it is absent or empty. */
    List<Place> items(String key, int most) {
        Optional<Place> field = find(key);
        List<Place> items = new ArrayList<>();
        if (field.isEmpty() || Scalars.isNull(field.get().node())) {
            return items;
        }
        if (!(field.get().node() instanceof SequenceNode sequence)) {
            problem(key, "here stands " + Scalars.sort(field.get().node())
                    + "; expected is a list, each item behind a hyphen");
            return items;
        }
        if (sequence.getValue().size() > most) {
            problem(key, "the list has " + sequence.getValue().size() + " items; at most " + most + " are possible");
            return items;
        }
        for (Node item : sequence.getValue()) {
            Place at = field.get().index(item, items.size());
            reading.look(at);
            items.add(at);
        }
        return items;
    }
}
