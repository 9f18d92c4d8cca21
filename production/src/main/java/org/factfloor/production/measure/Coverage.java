package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Why;

/** Share of planned time in which the machine was known. */
final class Coverage extends Figure {

    Coverage() {
        super("coverage", Unit.RATIO, "(plannedTime − noDataTime) / plannedTime", Quantity.PLANNED_TIME,
                Quantity.NO_DATA_TIME);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        long planned = sums.get(Quantity.PLANNED_TIME);
        return ratio(Math.subtractExact(planned, sums.get(Quantity.NO_DATA_TIME)), planned, Why.NO_PLANNED_TIME);
    }
}
