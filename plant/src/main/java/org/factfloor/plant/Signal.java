package org.factfloor.plant;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One value a machine offers, resolved from its template.
 *
 * @param workUnit id of the machine it belongs to
 * @param id unique on its machine
 * @param name what people call it
 * @param kind what it measures
 * @param role what the machine's own pages use it for
 * @param unit UCUM code; empty for a pure number
 * @param connection id of the connection that delivers it
 * @param address where its source finds it, in the words of the connection's protocol
 * @param samplingInterval how often the source is asked to look; zero asks it to report every change
 * @param normal the band in which nobody needs to look, where one is known
 * @param states what the codes of a {@link SignalKind#STATE} mean; empty where nobody said
 */
public record Signal(String workUnit, String id, Label name, SignalKind kind, Role role, String unit, String connection,
        String address, Duration samplingInterval, Optional<Band> normal, SortedMap<Long, State> states) {

    public Signal {
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    /** The plant-wide key {@code machine/signal}; it does not change when a machine moves to another line. */
    public String key() {
        return workUnit + "/" + id;
    }

    /** This signal with another sampling interval. */
    public Signal sampledEvery(Duration interval) {
        return new Signal(workUnit, id, name, kind, role, unit, connection, address, interval, normal, states);
    }

    /** This signal with other meanings of its codes. */
    public Signal withStates(SortedMap<Long, State> meanings) {
        return new Signal(workUnit, id, name, kind, role, unit, connection, address, samplingInterval, normal,
                meanings);
    }

    /** This signal, used for something else. */
    public Signal usedAs(Role other) {
        return new Signal(workUnit, id, name, kind, other, unit, connection, address, samplingInterval, normal, states);
    }

    /** What a machine's pages use a signal for. */
    public enum Role {
        /** Nothing in particular. */
        NONE,
        /** Tells what the machine is doing; a {@link SignalKind#STATE}. */
        STATE,
        /** Counts pieces; a {@link SignalKind#COUNTER}. */
        COUNT,
        /** Electrical power drawn. */
        POWER,
        /** The one value that best shows how the machine is doing; its small trend is on the tile. */
        MAIN,
        /** The program, recipe or mould in use. */
        PROGRAM
    }

    /**
     * A closed range in the signal's unit.
     *
     * @param low at most {@code high}
     */
    public record Band(double low, double high) {
        public Band {
            if (!(low <= high)) {
                throw new IllegalArgumentException("a band's low " + low + " must not be above its high " + high);
            }
        }
    }

    /** A state's name and what it means to production. */
    public record State(Label name, Meaning meaning) {}

    /** What a state means to production. */
    public enum Meaning {
        RUNNING, IDLE, SETUP, STOPPED, OFF
    }
}
