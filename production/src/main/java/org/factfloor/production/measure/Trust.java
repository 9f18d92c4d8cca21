package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.NoValue;
import org.factfloor.production.measure.Result.Value;
import org.factfloor.production.measure.Result.Why;

/**
 * When figures that rest on planned cycles may be shown: a planned cycle that nobody confirmed makes no OEE. A figure
 * without a value keeps its own reason.
 */
final class Trust {

    private Trust() {}

    /** The figure, where standards that a person confirmed cover at least 80 % of planned time. */
    static Result inStandards(Quantities sums, Result figure) {
        return figure instanceof NoValue || covers(sums.get(Quantity.STANDARD_TIME), sums)
                ? figure
                : new NoValue(Why.STANDARDS_NOT_CONFIRMED);
    }

    /** So many pieces against those that planned time allows: nothing where there is none of it. */
    static Result inPieces(Quantities sums, long milliPieces) {
        return sums.get(Quantity.PLANNED_TIME) == 0
                ? new NoValue(Why.NO_PLANNED_TIME)
                : inStandards(sums, new Value(milliPieces));
    }

    /** The figure, except for manual stations: nobody knows what they do between two boxes. */
    static Result ofMachines(Quantities sums, Result figure) {
        return sums.get(Quantity.MANUAL_TIME) == 0 ? figure : new NoValue(Why.MANUAL_STATION);
    }

    /** The figure, where also the machine was known for at least 80 % of planned time. */
    static Result inStandardsAndData(Quantities sums, Result figure) {
        long known = Math.subtractExact(sums.get(Quantity.PLANNED_TIME), sums.get(Quantity.NO_DATA_TIME));
        Result trusted = ofMachines(sums, inStandards(sums, figure));
        return trusted instanceof NoValue || covers(known, sums) ? trusted : new NoValue(Why.COVERAGE_TOO_LOW);
    }

    private static boolean covers(long time, Quantities sums) {
        return Math.multiplyExact(time, 5) >= Math.multiplyExact(sums.get(Quantity.PLANNED_TIME), 4);
    }
}
