package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Why;

/** Planned time for the good pieces per calendar time (TEEP). */
final class UseOf24h extends Figure {

    UseOf24h() {
        super("useOf24h", Unit.RATIO, "earnedGood / calendarTime", Quantity.EARNED_GOOD, Quantity.CALENDAR_TIME);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.inStandardsAndData(sums, ratio(sums.get(Quantity.EARNED_GOOD), sums.get(Quantity.CALENDAR_TIME),
                Why.NO_PLANNED_TIME));
    }
}
