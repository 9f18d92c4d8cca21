package org.factfloor.production.measure;

import java.util.List;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.measure.Result.NoValue;
import org.factfloor.production.measure.Result.Value;
import org.factfloor.production.measure.Result.Why;

/** What measures have in common. */
abstract class Figure implements Measure {

    private final String id;
    private final Unit unit;
    private final String formula;
    private final List<Quantity> operands;

    Figure(String id, Unit unit, String formula, Quantity... operands) {
        this.id = id;
        this.unit = unit;
        this.formula = formula;
        this.operands = List.of(operands);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Unit unit() {
        return unit;
    }

    @Override
    public final String formula() {
        return formula;
    }

    @Override
    public final List<Quantity> operands() {
        return operands;
    }

    @Override
    public final String toString() {
        return id + " = " + formula;
    }

    /** One division. */
    static Result ratio(long part, long whole, Why ifNothing) {
        return whole == 0 ? new NoValue(ifNothing) : new Value((double) part / whole);
    }
}
