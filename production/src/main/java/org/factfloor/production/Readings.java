package org.factfloor.production;

import org.factfloor.plant.Signal;
import org.factfloor.plant.ValueType;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;
import org.factfloor.production.WorkUnitSheet.StateSource;
import org.jspecify.annotations.Nullable;

/** What the samples of the present instant say; together, as the order of signals means nothing. */
final class Readings {

    private final StateSource source;
    private final boolean hasCounter;

    /** What the state source says; null where it said nothing at this instant. */
    @Nullable
    State state;
    /** Whether the counter and the program said something. */
    boolean countCame;
    boolean programCame;
    boolean countUsable;
    long count;
    /** Null where it is unknown. */
    @Nullable
    String program;

    /** The last code looked up and what it means; saves looking up a repeated one. */
    private long lastCode;
    private @Nullable State lastMeaning;

    Readings(WorkUnitSheet sheet) {
        this.source = sheet.states();
        this.hasCounter = sheet.counting().isPresent();
    }

    void read(StateReader in) {
        state = in.choice(State.values());
        countCame = in.flag();
        countUsable = in.flag();
        count = in.number();
        programCame = in.flag();
        program = in.text();
    }

    void save(StateWriter out) {
        out.choice(state);
        out.flag(countCame);
        out.flag(countUsable);
        out.number(count);
        out.flag(programCame);
        out.text(program);
    }

    void clear() {
        state = null;
        countCame = false;
        countUsable = false;
        count = 0;
        programCame = false;
        program = null;
    }

    /** Takes a sample of one of the four roles. */
    void take(Signal.Role role, ValueType type, long bits, @Nullable String text, int status) {
        // The two top bits: good and uncertain (OPC 10000-4, 7.39).
        boolean usable = status >= 0 && type != ValueType.NONE;
        switch (role) {
            case STATE -> {
                if (source instanceof StateSignal signal) {
                    state = usable && type == ValueType.WHOLE ? meaning(signal, bits) : State.NO_DATA;
                }
            }
            case POWER -> {
                if (source instanceof PowerBands bands) {
                    state = usable ? level(bands, type, bits) : State.NO_DATA;
                }
            }
            case COUNT -> {
                if (hasCounter) {
                    countCame = true;
                    countUsable = usable && type == ValueType.WHOLE;
                    count = countUsable ? bits : 0;
                }
            }
            case PROGRAM -> {
                programCame = true;
                program = usable ? program(type, bits, text) : null;
            }
            case NONE, MAIN -> {
            }
        }
    }

    private State meaning(StateSignal signal, long code) {
        State known = lastMeaning;
        if (known == null || code != lastCode) {
            known = switch (signal.meanings().get(code)) {
                case RUNNING -> State.RUNNING;
                case IDLE -> State.IDLE;
                case SETUP -> State.CHANGEOVER;
                case STOPPED -> State.STOPPED;
                case OFF -> State.OFF;
                case null -> State.NO_DATA;
            };
            lastCode = code;
            lastMeaning = known;
        }
        return known;
    }

    private static State level(PowerBands bands, ValueType type, long bits) {
        double power = switch (type) {
            case NUMBER -> Double.longBitsToDouble(bits);
            case WHOLE -> bits;
            case NONE, TEXT -> Double.NaN;
        };
        if (Double.isNaN(power)) {
            return State.NO_DATA;
        }
        return power < bands.offBelow() ? State.OFF : power < bands.runningFrom() ? State.IDLE : State.RUNNING;
    }

    private static @Nullable String program(ValueType type, long bits, @Nullable String text) {
        return switch (type) {
            case TEXT -> text == null || text.isBlank() ? null : text;
            case WHOLE -> Long.toString(bits);
            case NONE, NUMBER -> null;
        };
    }
}
