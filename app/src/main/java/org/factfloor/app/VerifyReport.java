package org.factfloor.app;

import java.io.PrintWriter;
import org.factfloor.engine.Recomputed.CellDifference;
import org.factfloor.engine.Recomputed.Difference;
import org.factfloor.engine.Recomputed.IntervalDifference;
import org.factfloor.plant.Micros;

/** Says what is not the same, a line for what is stored and one for what came out. */
final class VerifyReport {

    private VerifyReport() {}

    static void print(Difference difference, PrintWriter out) {
        String what = switch (difference) {
            case CellDifference _ -> "cell";
            case IntervalDifference _ -> "interval";
        };
        out.println("  " + what + " " + Micros.toInstant(difference.from()) + " to "
                + Micros.toInstant(difference.to()));
        switch (difference) {
            case CellDifference(var stored, var recomputed) -> {
                out.println("    stored:   " + stored.map(Object::toString).orElse("none"));
                out.println("    computed: " + recomputed.map(Object::toString).orElse("none"));
            }
            case IntervalDifference(var stored, var recomputed) -> {
                out.println("    stored:   " + stored.map(Object::toString).orElse("none"));
                out.println("    computed: " + recomputed.map(Object::toString).orElse("none"));
            }
        }
    }
}
