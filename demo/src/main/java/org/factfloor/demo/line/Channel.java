package org.factfloor.demo.line;

import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Band;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.StatusCode;

/**
 * One value a simulated machine offers and how it is read off the machine.
 *
 * @param <M> the machine
 * @param node path inside the machine, parts separated by dots: {@code Spindle.Load}
 * @param unit UCUM code; empty for none
 * @param wire data type under which the machine's server offers it
 * @param every how often a client should look
 * @param status the 32-bit OPC UA status its value has at the moment; 0 is good
 */
public record Channel<M>(String node, Label name, SignalKind kind, Role role, String unit, Wire wire, Duration every,
        Optional<Band> normal, SortedMap<Long, State> states, Reading<M> reading, ToIntFunction<M> status) {

    private static final Duration FAST = Duration.ofMillis(100);
    private static final Duration EVENT = Duration.ofMillis(500);
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(10);

    public Channel {
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    /** Data types of the servers' variables. */
    public enum Wire {
        DOUBLE, INT32, UINT32, UINT16, BOOLEAN, STRING
    }

    /** How a value is read off the machine. */
    sealed interface Reading<M> {
        /** A measurement, as coarse as its sensor: rounded to so many decimals. */
        record Measurement<M>(ToDoubleFunction<M> value, int decimals) implements Reading<M> {}

        record Whole<M>(ToLongFunction<M> value) implements Reading<M> {}

        record Text<M>(Function<M, String> value) implements Reading<M> {}
    }

    static <M> Channel<M> state(SortedMap<Long, State> states, ToLongFunction<M> value) {
        return whole("State", "Machine state", "机器状态", SignalKind.STATE, "", Wire.INT32, EVENT, value).with(states)
                .with(Role.STATE);
    }

    static <M> Channel<M> bit(String node, String en, String zh, SortedMap<Long, State> states,
            ToLongFunction<M> value) {
        return whole(node, en, zh, SignalKind.STATE, "", Wire.BOOLEAN, EVENT, value).with(states);
    }

    static <M> Channel<M> counter(String node, String en, String zh, String unit, ToLongFunction<M> value) {
        return whole(node, en, zh, SignalKind.COUNTER, unit, Wire.UINT32, EVENT, value);
    }

    /** A counter of 16 bits, which goes from 65,535 to 0. */
    static <M> Channel<M> counter16(String node, String en, String zh, String unit, ToLongFunction<M> value) {
        return whole(node, en, zh, SignalKind.COUNTER, unit, Wire.UINT16, EVENT, value);
    }

    static <M> Channel<M> analog(String node, String en, String zh, String unit, int decimals,
            ToDoubleFunction<M> value) {
        return new Channel<>(node, new Label(en, zh), SignalKind.ANALOG, Role.NONE, unit, Wire.DOUBLE, USUAL,
                Optional.empty(), Collections.emptySortedMap(), new Reading.Measurement<>(value, decimals),
                Channel::good);
    }

    static <M> Channel<M> text(String node, String en, String zh, Function<M, String> value) {
        return new Channel<>(node, new Label(en, zh), SignalKind.TEXT, Role.NONE, "", Wire.STRING, EVENT,
                Optional.empty(), Collections.emptySortedMap(), new Reading.Text<>(value), Channel::good);
    }

    private static <M> Channel<M> whole(String node, String en, String zh, SignalKind kind, String unit, Wire wire,
            Duration every, ToLongFunction<M> value) {
        return new Channel<>(node, new Label(en, zh), kind, Role.NONE, unit, wire, every, Optional.empty(),
                Collections.emptySortedMap(), new Reading.Whole<>(value), Channel::good);
    }

    private static int good(Object machine) {
        return StatusCode.GOOD;
    }

    Channel<M> with(Role role) {
        return new Channel<>(node, name, kind, role, unit, wire, every, normal, states, reading, status);
    }

    /** Read ten times a second. */
    Channel<M> fast() {
        return with(FAST);
    }

    /** Read every ten seconds, for what changes slowly. */
    Channel<M> slow() {
        return with(SLOW);
    }

    Channel<M> normal(double low, double high) {
        return new Channel<>(node, name, kind, role, unit, wire, every, Optional.of(new Band(low, high)), states,
                reading, status);
    }

    /** With a sensor that does not always work. */
    Channel<M> with(ToIntFunction<M> status) {
        return new Channel<>(node, name, kind, role, unit, wire, every, normal, states, reading, status);
    }

    private Channel<M> with(Duration every) {
        return new Channel<>(node, name, kind, role, unit, wire, every, normal, states, reading, status);
    }

    private Channel<M> with(SortedMap<Long, State> states) {
        return new Channel<>(node, name, kind, role, unit, wire, every, normal, states, reading, status);
    }

    /** The signal id made from the node: {@code Spindle.Load} is {@code spindle-load}. */
    public String id() {
        return node.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('.', '-').toLowerCase(Locale.ROOT);
    }

    /** Whether its value moves between two seconds; the others change on whole seconds. */
    public boolean isFast() {
        return every.compareTo(FAST) <= 0;
    }

    /** Seconds between two samples where the past is produced, which knows whole seconds only. */
    public long pastSeconds() {
        return Math.max(1, every.toSeconds());
    }
}
