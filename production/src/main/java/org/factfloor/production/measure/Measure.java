package org.factfloor.production.measure;

import java.util.List;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;

/** One figure of production. docs/reference/production-rules.md, section 8. */
public interface Measure {

    /** Its name in the API, in lowerCamelCase. */
    String id();

    Unit unit();

    /** How it is computed, in the names of quantities and measures. */
    String formula();

    /** The quantities it is computed from, in the order of the formula. */
    List<Quantity> operands();

    /**
     * The figure for sums over any cells.
     *
     * @throws ArithmeticException if a sum overflows
     */
    Result value(Quantities sums, Split split);

    /** In what a measure is given. */
    enum Unit {
        MICROSECONDS, MILLI_PIECES, COUNT,
        /** 1 is 100 %. */
        RATIO
    }
}
