package org.factfloor.records.plantfile;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Signal.Band;
import org.factfloor.plant.Signal.State;

/** Parts of a plant as short texts and as fields of such texts, for people who compare two versions. */
final class ModelTexts {

    private ModelTexts() {}

    static String of(Label label) {
        return label.en().equals(label.zh()) ? label.en() : label.en() + " / " + label.zh();
    }

    static String of(Band band) {
        return YamlText.number(band.low()) + " to " + YamlText.number(band.high());
    }

    static String of(SortedMap<Long, State> states) {
        return states.entrySet().stream().map(entry -> entry.getKey() + "=" + of(entry.getValue().name()) + " ("
                + Words.of(entry.getValue().meaning()) + ")").collect(Collectors.joining(", "));
    }

    static String of(SignalParts parts) {
        Map<String, String> fields = new LinkedHashMap<>();
        parts.name().ifPresent(name -> fields.put("name", of(name)));
        parts.kind().ifPresent(kind -> fields.put("kind", Words.of(kind)));
        parts.role().ifPresent(role -> fields.put("role", Words.of(role)));
        parts.unit().ifPresent(unit -> fields.put("unit", unit));
        parts.connection().ifPresent(connection -> fields.put("connection", connection));
        parts.address().ifPresent(address -> fields.put("address", address));
        parts.samplingInterval().ifPresent(interval -> fields.put("samplingInterval", DurationText.of(interval)));
        parts.normal().ifPresent(normal -> fields.put("normal", of(normal)));
        parts.states().ifPresent(states -> fields.put("states", of(states)));
        return joined(fields);
    }

    static String of(ProductionParts parts) {
        Map<String, String> fields = new LinkedHashMap<>();
        parts.role().ifPresent(role -> fields.put("role", Words.of(role)));
        parts.shortStopLimit().ifPresent(limit -> fields.put("shortStopLimit", DurationText.of(limit)));
        parts.stopAfter().ifPresent(after -> fields.put("stopAfter", DurationText.of(after)));
        parts.power().ifPresent(power -> fields.put("power", of(power)));
        parts.count().ifPresent(count -> fields.put("count", of(count)));
        parts.programs().ifPresent(programs -> fields.put("programs", programs(programs)));
        return joined(fields);
    }

    static Map<String, String> fields(ProductionSheet sheet) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("role", Words.of(sheet.role()));
        fields.put("shortStopLimit", DurationText.of(sheet.shortStopLimit()));
        fields.put("stopAfter", DurationText.of(sheet.stopAfter()));
        fields.put("power", sheet.power().map(ModelTexts::of).orElse(""));
        fields.put("count", of(sheet.count()));
        fields.put("programs", programs(sheet.programs()));
        return fields;
    }

    private static String of(ProductionSheet.PowerBands power) {
        return "off below " + YamlText.number(power.offBelow()) + ", running from "
                + YamlText.number(power.runningFrom());
    }

    private static String of(ProductionSheet.Count count) {
        return Words.of(count.oneCount()) + ", pieces " + thousandths(count.piecesPerCount())
                + (count.rollover().isPresent() ? ", rollover " + count.rollover().getAsLong() : "") + ", plausible "
                + count.plausible();
    }

    private static String programs(Map<String, String> programs) {
        return new TreeMap<>(programs).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Thousandths as a number with the decimals it needs. */
    static String thousandths(long value) {
        return BigDecimal.valueOf(value, 3).stripTrailingZeros().toPlainString();
    }

    static Map<String, String> fields(Signal signal) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", of(signal.name()));
        fields.put("kind", Words.of(signal.kind()));
        fields.put("role", Words.of(signal.role()));
        fields.put("unit", signal.unit());
        fields.put("connection", signal.connection());
        fields.put("address", signal.address());
        fields.put("samplingInterval", DurationText.of(signal.samplingInterval()));
        fields.put("normal", signal.normal().map(ModelTexts::of).orElse(""));
        fields.put("states", of(signal.states()));
        return fields;
    }

    static Map<String, String> fields(Connection connection) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", of(connection.name()));
        fields.put("protocol", connection.protocol());
        fields.put("endpoint", connection.endpoint());
        fields.put("security", Words.of(connection.security()));
        fields.put("user", connection.user().orElse(""));
        fields.put("passwordSecret", connection.passwordSecret().orElse(""));
        fields.put("publishingInterval", DurationText.of(connection.publishingInterval()));
        fields.put("clock", Words.of(connection.clock()));
        fields.put("edge", connection.edge().orElse(""));
        return fields;
    }

    static Map<String, String> fields(Calendar calendar) {
        return new LinkedHashMap<>(
                Map.of("zone", calendar.zone().getId(), "dayStart", calendar.dayStart().toString()));
    }

    static Map<String, String> fields(Calendar.DayException exception) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("to", exception.to().toString());
        fields.put("name", of(exception.name()));
        fields.put("kind", switch (exception.kind()) {
            case Calendar.DayException.Kind.Closed _ -> "closed";
            case Calendar.DayException.Kind.WorksAs(DayOfWeek day) -> "worksAs " + of(day);
        });
        return fields;
    }

    static Map<String, String> fields(Calendar.PlannedStop stop) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", of(stop.name()));
        fields.put("from", stop.from().toString());
        fields.put("to", stop.to().toString());
        fields.put("days", of(stop.days()));
        return fields;
    }

    static Map<String, String> fields(Calendar.Shift shift) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", of(shift.name()));
        fields.put("from", shift.from().toString());
        fields.put("to", shift.to().toString());
        fields.put("days", of(shift.days()));
        fields.put("breaks", shift.breaks().stream()
                .map(pause -> of(pause.name()) + " " + pause.from() + " to " + pause.to()
                        + (pause.runsThrough() ? " (runs through)" : ""))
                .collect(Collectors.joining(", ")));
        return fields;
    }

    private static String of(Set<DayOfWeek> days) {
        return days.stream().sorted().map(ModelTexts::of).collect(Collectors.joining(", "));
    }

    static String of(LocalDate from, LocalDate to) {
        return from.equals(to) ? from.toString() : from + " to " + to;
    }

    static String of(DayOfWeek day) {
        return WeekPlanReader.DAYS.get(day.getValue() - 1);
    }

    /** {@code kind: analog, unit: %}; fields that say nothing are left out, as is the name of the one field of a nameless thing. */
    static String joined(Map<String, String> fields) {
        return fields.entrySet().stream().filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey().isEmpty() ? field.getValue() : field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(", "));
    }
}
