package org.factfloor.plant;

/** What a signal measures, and with it the one type of value its samples carry. */
public enum SignalKind {
    /** A measured quantity; samples carry a {@code number}. */
    ANALOG(ValueType.NUMBER),
    /** Counts upwards until it is reset or rolls over; samples carry a {@code whole}. */
    COUNTER(ValueType.WHOLE),
    /** One of a few states: a code, an enumeration, a bit (0 or 1); samples carry a {@code whole}. */
    STATE(ValueType.WHOLE),
    /** A program name, a batch number, a message; samples carry a {@code text}. */
    TEXT(ValueType.TEXT);

    private final ValueType valueType;

    SignalKind(ValueType valueType) {
        this.valueType = valueType;
    }

    /** The type a sample of this kind carries when it carries a value. */
    public ValueType valueType() {
        return valueType;
    }
}
