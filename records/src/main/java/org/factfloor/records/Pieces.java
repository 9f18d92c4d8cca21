package org.factfloor.records;

import java.math.BigDecimal;

/** Quantities of 10⁻³ pieces as people read them. */
final class Pieces {

    private Pieces() {}

    static String text(long milli) {
        return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
    }
}
