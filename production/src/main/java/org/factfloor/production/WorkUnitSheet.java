package org.factfloor.production;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.plant.Signal;

/**
 * How one machine is read.
 *
 * @param workUnit id of the machine
 * @param states where its state comes from
 * @param counting what its counter counts; empty without one
 * @param programs product by the text of the PROGRAM signal
 * @param shortStopLimit longest short stop, µs
 */
public record WorkUnitSheet(String workUnit, StateSource states, Optional<Counting> counting,
        Map<String, String> programs, long shortStopLimit) {

    public WorkUnitSheet {
        programs = Map.copyOf(programs);
    }

    /** Where a machine's state comes from. */
    public sealed interface StateSource {}

    /** A STATE signal and what its codes mean. */
    public record StateSignal(Map<Long, Signal.Meaning> meanings) implements StateSource {
        public StateSignal {
            meanings = Map.copyOf(meanings);
        }
    }

    /**
     * Electrical power, in the unit of the POWER signal.
     *
     * @param offBelow below it the machine is off
     * @param runningFrom from it on the machine runs; not below {@code offBelow}
     */
    public record PowerBands(double offBelow, double runningFrom) implements StateSource {}

    /**
     * The counter alone.
     *
     * @param stopAfter without a standard, a stop begins where no piece came for so long, µs
     */
    public record CounterOnly(long stopAfter) implements StateSource {}

    /** No signals. */
    public record Manual() implements StateSource {}

    /**
     * What one count is.
     *
     * @param piecesPerCount 10⁻³ pieces, where neither a person nor a standard says otherwise
     * @param rollover greatest value before it begins at 0 again
     * @param plausible greatest step believed, counts
     */
    public record Counting(OneCount oneCount, long piecesPerCount, OptionalLong rollover, long plausible) {}

    public enum OneCount {
        CYCLE, SHOT, PART, GOOD_PART
    }
}
