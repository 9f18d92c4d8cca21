package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Value;

/** Time in which the machine counts as operating; it depends on the split. */
final class OperatingTime extends Figure {

    OperatingTime() {
        super("operatingTime", Unit.MICROSECONDS,
                "runTime + shortStopTime in Nakajima's split, runTime in that of ISO 22400-2", Quantity.RUN_TIME,
                Quantity.SHORT_STOP_TIME);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return new Value(split.operatingTime(sums));
    }
}
