package org.factfloor.demo;

import java.util.List;

/**
 * A call for help that somebody in the simulated plant made.
 *
 * @param steps by time; the first calls
 */
public record DemoCall(String id, String machine, Kind kind, List<Taken> steps) {

    /** Who is called. */
    public enum Kind {
        MAINTENANCE, QUALITY, MATERIAL, SETTER
    }

    /** How far a call is. */
    public enum Step {
        CALLED, COMING, THERE, DONE
    }

    /** @param at µs since 1970-01-01 UTC */
    public record Taken(Step step, long at, String author) {}

    public DemoCall {
        steps = List.copyOf(steps);
    }
}
