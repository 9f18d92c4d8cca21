package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.Value;

/** Pieces that are neither scrap nor rework nor on hold; GQ of ISO 22400-2. */
final class Good extends Figure {

    Good() {
        super("good", Unit.MILLI_PIECES, "made − scrap − rework − hold", Quantity.MADE, Quantity.SCRAP, Quantity.REWORK,
                Quantity.HOLD);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return new Value(sums.good());
    }
}
