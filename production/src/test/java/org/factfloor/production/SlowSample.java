package org.factfloor.production;

import org.factfloor.plant.Quality;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/** One sample of one of a machine's four signals. */
record SlowSample(Role role, int signal, long time, ValueType type, long bits, @Nullable String text, int status,
        int revision) {

    /** Section 1: good or uncertain, with a value of the type that its role needs. */
    boolean usable() {
        return Quality.of(status) != Quality.BAD && switch (role) {
            case STATE, COUNT -> type == ValueType.WHOLE;
            case POWER -> type == ValueType.NUMBER || type == ValueType.WHOLE;
            case PROGRAM -> type == ValueType.WHOLE || type == ValueType.TEXT && !name().isBlank();
            case NONE, MAIN -> false;
        };
    }

    double number() {
        return type == ValueType.NUMBER ? Double.longBitsToDouble(bits) : bits;
    }

    /** Of a program. */
    String name() {
        return type == ValueType.WHOLE ? Long.toString(bits) : text == null ? "" : text;
    }
}
