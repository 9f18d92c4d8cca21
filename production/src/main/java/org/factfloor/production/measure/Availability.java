package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Why;

/** Share of planned time in which the machine operated; A of ISO 22400-2 (APT / PBT). */
final class Availability extends Figure {

    Availability() {
        super("availability", Unit.RATIO, "operatingTime / plannedTime", Quantity.RUN_TIME, Quantity.SHORT_STOP_TIME,
                Quantity.PLANNED_TIME);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.ofMachines(sums,
                ratio(split.operatingTime(sums), sums.get(Quantity.PLANNED_TIME), Why.NO_PLANNED_TIME));
    }
}
