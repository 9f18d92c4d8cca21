package org.factfloor.plant;

/**
 * What a sample carries. {@link #NONE} is a sample without a value (mostly with a bad status); it is neither
 * {@code NaN}, which is a {@link #NUMBER}, nor an empty {@link #TEXT}.
 */
public enum ValueType {
    NONE, NUMBER, WHOLE, TEXT;

    private static final ValueType[] BY_CODE = values();

    /** The byte this type is stored as; stable for ever. */
    public byte code() {
        return (byte) ordinal();
    }

    /**
     * The inverse of {@link #code()}.
     *
     * @throws IllegalArgumentException for a code that no type has
     */
    public static ValueType of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no value type has code " + code);
        }
        return BY_CODE[code];
    }
}
