package org.factfloor.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.factfloor.demo.line.Line;
import org.factfloor.demo.line.Story;

/**
 * How the simulated plant shall be.
 *
 * @param seed of all chance; same seed, same run
 * @param firstStart when somebody first looked at it; what there is to see is going on then
 * @param past how much past it has before that; zero for none, at most {@link #LONGEST_PAST}
 * @param flapping the connection that does not hold; empty for none
 */
public record DemoSettings(long seed, Instant firstStart, Duration past, Optional<Flapping> flapping) {

    /** Every hour of the past costs about 10 ms at each start. */
    public static final Duration LONGEST_PAST = Duration.ofDays(14);

    public DemoSettings {
        if (past.isNegative() || past.compareTo(LONGEST_PAST) > 0) {
            throw new IllegalArgumentException("the past " + past + " is not between nothing and " + LONGEST_PAST);
        }
    }

    /** Two days of past and a connection that drops every ten minutes. */
    public static DemoSettings usual(Instant firstStart) {
        return new DemoSettings(1, firstStart, Duration.ofDays(2),
                Optional.of(new Flapping("compressor-1", Duration.ofMinutes(10), Duration.ofSeconds(20))));
    }

    /** When its past begins. */
    public Instant begin() {
        return firstStart.minus(past);
    }

    /** The line at the start of the production day in which the past begins. */
    Line line() {
        return Line.atDayStart(seed, begin(), Story.of(firstStart));
    }

    /**
     * A machine whose server closes now and then, as one with a loose plug does.
     *
     * @param machine id of the machine
     * @param every from one closing to the next; whole seconds
     * @param closedFor how long it stays closed; shorter than {@code every}
     */
    public record Flapping(String machine, Duration every, Duration closedFor) {

        public Flapping {
            if (closedFor.toSeconds() < 1 || closedFor.compareTo(every) >= 0) {
                throw new IllegalArgumentException(
                        "closed for " + closedFor + " is not between a second and the time between closings " + every);
            }
        }

        /** Whether the server is closed in a second since 1970-01-01 UTC. */
        boolean closedAt(long second) {
            return Math.floorMod(second, every.toSeconds()) < closedFor.toSeconds();
        }
    }
}
