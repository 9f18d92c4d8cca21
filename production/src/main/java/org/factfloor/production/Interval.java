package org.factfloor.production;

import java.util.Optional;
import org.factfloor.plant.TimeClass;

/**
 * A stretch of one machine's time in which nothing changed.
 *
 * @param from µs
 * @param to µs
 * @param reason id of the reason a person gave
 * @param entry id of the entry that made the state or reason what it is
 * @param stop where the stop began that this is a part of, µs; 0 outside stops
 */
public record Interval(long from, long to, State state, TimeUse use, TimeClass timeClass, Optional<String> reason,
        Optional<String> entry, Optional<String> product, Optional<String> job, long stop) {}
