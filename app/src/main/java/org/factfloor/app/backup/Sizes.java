package org.factfloor.app.backup;

import java.util.Locale;

/** Sizes for people. */
public final class Sizes {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Sizes() {}

    /** Bytes as three digits or so with a unit, powers of 1,000. */
    public static String text(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1_000 && unit < UNITS.length - 1) {
            size /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, UNITS[unit]);
    }
}
