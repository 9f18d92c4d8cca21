package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;

/** Pieces that planned time would have allowed at the planned cycle and that are not there. */
final class Missing extends Figure {

    Missing() {
        super("missing", Unit.MILLI_PIECES, "should − good", Quantity.SHOULD, Quantity.MADE, Quantity.SCRAP,
                Quantity.REWORK, Quantity.HOLD);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.inPieces(sums, Math.subtractExact(sums.get(Quantity.SHOULD), sums.good()));
    }
}
