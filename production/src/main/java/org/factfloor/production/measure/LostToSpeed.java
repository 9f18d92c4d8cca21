package org.factfloor.production.measure;

import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;

/** Missing pieces because the machine ran slower than planned; negative where it ran faster. */
final class LostToSpeed extends Figure {

    LostToSpeed() {
        super("lostToSpeed", Unit.MILLI_PIECES, "couldRun − made", Quantity.COULD_RUN, Quantity.MADE);
    }

    @Override
    public Result value(Quantities sums, Split split) {
        return Trust.inPieces(sums, Math.subtractExact(sums.get(Quantity.COULD_RUN), sums.get(Quantity.MADE)));
    }
}
