package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;

/** Missing pieces because the machine did not run: stops, changeover, time without data. */
final class LostToStops extends Figure {

    LostToStops() {
        super("lostToStops", Unit.MILLI_PIECES, "should − couldRun", Quantity.SHOULD, Quantity.COULD_RUN);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.inPieces(sums, Math.subtractExact(sums.get(Quantity.SHOULD), sums.get(Quantity.COULD_RUN)));
    }
}
