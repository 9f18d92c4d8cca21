package org.factfloor.plant;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a machine's signals are read for production.
 *
 * @param shortStopLimit longest short stop
 * @param stopAfter on a machine with nothing but a counter and without a standard, a stop begins where no piece came for so
 *        long
 * @param power how its state is told from the power it draws; used where it has no state signal
 * @param count what its counter counts; used where it has one
 * @param programs product by the text of its program signal
 */
public record ProductionSheet(Role role, Duration shortStopLimit, Duration stopAfter, Optional<PowerBands> power,
        Count count, Map<String, String> programs) {

    /** What holds where nobody says anything else. */
    public static final ProductionSheet STANDARD = new ProductionSheet(Role.PRODUCTION, Duration.ofMinutes(5),
            Duration.ofMinutes(5), Optional.empty(), Count.STANDARD, Map.of());

    public ProductionSheet {
        programs = Map.copyOf(programs);
    }

    /** What a machine is to production. */
    public enum Role {
        /** It makes pieces; it has an OEE. */
        PRODUCTION,
        /** It helps, as a robot or a dryer does: states and stops, no OEE, its pieces are not counted again. */
        SUPPORT,
        /** It supplies, as a compressor does: no production facts. */
        UTILITY
    }

    /**
     * Bands of electrical power, in the unit of the power signal.
     *
     * @param offBelow below it the machine is off
     * @param runningFrom from it on the machine runs; not below {@code offBelow}
     */
    public record PowerBands(double offBelow, double runningFrom) {
        public PowerBands {
            if (!(offBelow <= runningFrom)) {
                throw new IllegalArgumentException("off below " + offBelow + " must not be above running from "
                        + runningFrom);
            }
        }
    }

    /**
     * What one count of a counter is.
     *
     * @param piecesPerCount 10⁻³ pieces, at least 1, where neither a person nor a standard says otherwise
     * @param rollover greatest value before the counter begins at 0 again
     * @param plausible greatest step that is believed, counts, at least 1
     */
    public record Count(OneCount oneCount, long piecesPerCount, OptionalLong rollover, long plausible) {

        /** A part each, up to 10,000 at once. */
        public static final Count STANDARD = new Count(OneCount.PART, 1_000, OptionalLong.empty(), 10_000);
    }

    /** What one count stands for. */
    public enum OneCount {
        CYCLE, SHOT, PART, GOOD_PART
    }
}
