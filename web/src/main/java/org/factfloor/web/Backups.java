package org.factfloor.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Label;

/** Backups of the plant: when they are made, how the last one went, and one on demand. Safe for many threads. */
public interface Backups {

    /** How it stands with them. */
    State state();

    /**
     * Sets when they are made, from the next such time on.
     *
     * @param by who wants it so, for the audit trail
     * @throws RefusedPlaceException if backups cannot be written there
     */
    void plan(Plan plan, By by);

    /** Makes none by itself any more. */
    void forgetPlan(By by);

    /**
     * Begins one now, and returns.
     *
     * @param folder where to; empty for the plan's
     * @return false if one is under way
     * @throws RefusedPlaceException if it cannot be written there, or no place is known
     */
    boolean begin(Optional<String> folder, By by);

    /** Who does something, and from where. */
    record By(String actor, String source) {}

    /**
     * A backup each night.
     *
     * @param folder where to, absolute
     * @param at time of day at the plant
     * @param keep how many are kept, 1 to 1,000
     */
    record Plan(String folder, LocalTime at, int keep) {}

    /**
     * The last one that was made.
     *
     * @param folder it lies in
     * @param newBytes of {@code bytes} that were written for it; the rest was there
     */
    record Last(Instant at, String folder, long bytes, long newBytes, long samples, Duration took,
            List<Warning> warnings) {}

    /**
     * What people should know about a backup.
     *
     * @param code one word for what it is about
     * @param text a sentence
     */
    record Warning(String code, String text) {}

    /** The last attempt that failed. */
    record Failure(Instant at, Label text) {}

    /**
     * One that is under way.
     *
     * @param part 0 to 1
     */
    record Running(double part, String text) {}

    /** What a person should look at. */
    enum Attention {
        /** There is no backup. */
        NEVER,
        /** The last one is older than it should be. */
        OLD,
        /** The last attempt failed. */
        FAILED
    }

    /**
     * How it stands.
     *
     * @param zone of the plan's time
     * @param next when the next one is due
     */
    record State(Optional<Plan> plan, ZoneId zone, Optional<Instant> next, Optional<Last> last,
            Optional<Failure> failure, Optional<Running> running, Optional<Attention> attention) {}

    /** Why backups cannot be written to a place. */
    final class RefusedPlaceException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Label text;

        public RefusedPlaceException(Label text, Throwable cause) {
            super(text.en(), cause);
            this.text = text;
        }

        /** A sentence in the languages of the pages. */
        public Label text() {
            return text;
        }
    }
}
