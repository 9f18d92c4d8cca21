package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Why;

/** Planned time for the made pieces per time operated; effectiveness of ISO 22400-2 (PRI × PQ / APT), summed over products. */
final class Performance extends Figure {

    Performance() {
        super("performance", Unit.RATIO, "earned / operatingTime", Quantity.EARNED, Quantity.RUN_TIME,
                Quantity.SHORT_STOP_TIME);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.inStandardsAndData(sums, ratio(sums.get(Quantity.EARNED), split.operatingTime(sums),
                Why.NO_OPERATING_TIME));
    }
}
