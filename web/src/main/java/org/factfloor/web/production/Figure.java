package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Measure;
import org.factfloor.production.measure.Measures;
import org.factfloor.production.measure.Result;
import org.factfloor.production.measure.Split;
import org.jspecify.annotations.Nullable;

/**
 * One figure as the API tells it.
 *
 * @param id by which its receipt is found
 * @param value null where there is none
 * @param why there is none
 * @param unit UCUM
 * @param provisional whether it may still change by itself
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Figure(String id, @Nullable Double value, Result.@Nullable Why why, String unit, boolean provisional) {

    private static final double MICROS = 1e6;
    private static final double MILLI = 1e3;

    static Figure of(FactId id, Quantities sums, boolean provisional) {
        String unit = unit(id.measure().unit());
        return switch (id.measure().value(sums, id.split())) {
            case Result.Value value ->
                new Figure(id.text(), scaled(id.measure().unit(), value.value()), null, unit, provisional);
            case Result.NoValue none -> new Figure(id.text(), null, none.why(), unit, provisional);
        };
    }

    /** All measures over the same sums, by their names. */
    static Map<String, Figure> all(String subject, long from, long to, Split split, long revision, Quantities sums,
            boolean provisional) {
        return some(Measures.ALL, subject, from, to, split, revision, sums, provisional);
    }

    static Map<String, Figure> some(List<Measure> measures, String subject, long from, long to, Split split,
            long revision, Quantities sums, boolean provisional) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Measure measure : measures) {
            figures.put(measure.id(),
                    of(new FactId(subject, measure, from, to, split, revision), sums, provisional));
        }
        return figures;
    }

    /** A measure's figure in the unit the API tells it in. */
    static double scaled(Measure.Unit unit, double value) {
        return switch (unit) {
            case MICROSECONDS -> value / MICROS;
            case MILLI_PIECES -> value / MILLI;
            case COUNT, RATIO -> value;
        };
    }

    static String unit(Measure.Unit unit) {
        return switch (unit) {
            case MICROSECONDS -> "s";
            case MILLI_PIECES -> "{piece}";
            case COUNT -> "{count}";
            case RATIO -> "1";
        };
    }

    /** A sum of a quantity in the unit of the API. */
    static double scaled(Quantity quantity, long value) {
        return scaled(unitOf(quantity), value);
    }

    static String unit(Quantity quantity) {
        return unit(unitOf(quantity));
    }

    private static Measure.Unit unitOf(Quantity quantity) {
        return switch (quantity.unit()) {
            case MICROSECONDS -> Measure.Unit.MICROSECONDS;
            case MILLI_PIECES -> Measure.Unit.MILLI_PIECES;
            case COUNT -> Measure.Unit.COUNT;
        };
    }
}
