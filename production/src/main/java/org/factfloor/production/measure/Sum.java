package org.factfloor.production.measure;

import java.util.Locale;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Value;

/** A quantity as it is: stopTime for STOP_TIME. */
final class Sum extends Figure {

    private final Quantity quantity;

    Sum(Quantity quantity) {
        super(camelCase(quantity.name()), unit(quantity.unit()), camelCase(quantity.name()), quantity);
        this.quantity = quantity;
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return new Value(sums.get(quantity));
    }

    private static Unit unit(Quantity.Unit unit) {
        return switch (unit) {
            case MICROSECONDS -> Unit.MICROSECONDS;
            case MILLI_PIECES -> Unit.MILLI_PIECES;
            case COUNT -> Unit.COUNT;
        };
    }

    private static String camelCase(String name) {
        StringBuilder id = new StringBuilder();
        for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            id.append(id.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return id.toString();
    }
}
