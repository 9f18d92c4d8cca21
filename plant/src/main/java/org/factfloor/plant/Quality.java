package org.factfloor.plant;

import java.util.Locale;

/** The severity of a {@link StatusCode}: its two top bits (OPC 10000-4, 7.39). */
public enum Quality {
    GOOD, UNCERTAIN, BAD;

    /** Quality of a 32-bit OPC UA status code; the reserved severity 11 counts as bad. */
    public static Quality of(int status) {
        return switch (status >>> 30) {
            case 0 -> GOOD;
            case 1 -> UNCERTAIN;
            default -> BAD;
        };
    }

    /** The word used in interfaces: {@code good}, {@code uncertain} or {@code bad}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
