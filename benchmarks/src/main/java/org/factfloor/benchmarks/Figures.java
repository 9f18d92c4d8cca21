package org.factfloor.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints figures, one JSON object a line. */
final class Figures {

    private final PrintStream out;

    Figures(PrintStream out) {
        this.out = out;
    }

    /** The machine that the figures after it were measured on. */
    void machine() {
        print("machine", Runtime.getRuntime().availableProcessors(), "cores", "JDK " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    /**
     * One figure.
     *
     * @param figure its name, e.g. {@code history.ingest}
     * @param value NaN where it could not be measured
     * @param note how it was measured; no quotes in it
     */
    void print(String figure, double value, String unit, String note) {
        out.printf(Locale.ROOT, "{\"figure\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"note\":\"%s\"}%n", figure,
                plain(value), unit, note);
        out.flush();
    }

    private static String plain(double value) {
        if (Double.isNaN(value)) {
            return "null";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
