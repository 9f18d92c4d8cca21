package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Why;

/** Overall equipment effectiveness: planned time for the good pieces per planned time; OEE index of ISO 22400-2 (PRI × GQ / PBT). */
final class Oee extends Figure {

    Oee() {
        super("oee", Unit.RATIO, "earnedGood / plannedTime", Quantity.EARNED_GOOD, Quantity.PLANNED_TIME);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.inStandardsAndData(sums, ratio(sums.get(Quantity.EARNED_GOOD), sums.get(Quantity.PLANNED_TIME),
                Why.NO_PLANNED_TIME));
    }
}
