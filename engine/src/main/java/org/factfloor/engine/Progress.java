package org.factfloor.engine;

import java.util.List;

/**
 * How far the engine is.
 *
 * @param caughtUp whether every machine's facts are up to its watermark and nothing waits to be computed again
 * @param works what is computed in the background, in the sequence in which it is done
 */
public record Progress(boolean caughtUp, List<Work> works) {

    public Progress {
        works = List.copyOf(works);
    }

    /**
     * One machine's facts that are computed again, or for the first time.
     *
     * @param from where it begins, µs
     * @param done how far it is, µs
     * @param to how far it goes as far as is known, µs
     */
    public record Work(String workUnit, long from, long done, long to) {}
}
