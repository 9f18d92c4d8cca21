package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;

/** Missing pieces because they are not good. */
final class LostToRejects extends Figure {

    LostToRejects() {
        super("lostToRejects", Unit.MILLI_PIECES, "made − good", Quantity.MADE, Quantity.SCRAP, Quantity.REWORK,
                Quantity.HOLD);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.inPieces(sums, Math.subtractExact(sums.get(Quantity.MADE), sums.good()));
    }
}
