package org.factfloor.demo.line;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.State;

/**
 * What all machines have. A machine keeps nothing but primitives, texts and its dice, so {@link #copy()} is complete
 * without knowing the machine; what machines share (buffers, the time on the floor) comes in with each step.
 */
abstract class Machine implements Cloneable {

    static final int OFF = 0;
    static final int WAITING = 1;
    static final int RUNNING = 2;
    static final int SETUP = 3;
    static final int FAULT = 4;

    Dice dice;
    int state = WAITING;
    /** Active electrical power, kW, never negative. */
    double power;
    /** Compressed air drawn, m³/min at ambient pressure. */
    double air;

    Machine(Dice dice) {
        this.dice = dice;
    }

    final Machine copy() {
        try {
            Machine copy = (Machine) clone();
            copy.dice = dice.copy();
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    boolean running() {
        return state == RUNNING;
    }

    /** One second of a first-order lag towards a target. */
    static double towards(double value, double target, double timeConstantSeconds) {
        return value + (target - value) / timeConstantSeconds;
    }

    /** The straight line from 0 at {@code from} to 1 at {@code to}, held outside. */
    static double ramp(double phase, double from, double to) {
        return Math.clamp((phase - from) / (to - from), 0, 1);
    }

    /** Names and meanings of the states most machines share, with the machine's own in addition or instead. */
    static SortedMap<Long, State> states(Label running, Label setup, Label fault, Map<Long, State> own) {
        SortedMap<Long, State> states = new TreeMap<>();
        states.put((long) OFF, new State(new Label("Off", "关机"), Meaning.OFF));
        states.put((long) WAITING, new State(new Label("Waiting", "等待"), Meaning.IDLE));
        states.put((long) RUNNING, new State(running, Meaning.RUNNING));
        states.put((long) SETUP, new State(setup, Meaning.SETUP));
        states.put((long) FAULT, new State(fault, Meaning.STOPPED));
        states.putAll(own);
        return states;
    }
}
