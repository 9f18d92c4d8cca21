package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Why;

/** Share of good pieces, weighed by planned time; quality ratio of ISO 22400-2 (GQ / PQ) where there is one product. */
final class Quality extends Figure {

    Quality() {
        super("quality", Unit.RATIO, "earnedGood / earned", Quantity.EARNED_GOOD, Quantity.EARNED);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.inStandardsAndData(sums, ratio(sums.get(Quantity.EARNED_GOOD), sums.get(Quantity.EARNED),
                Why.NOTHING_MADE));
    }
}
