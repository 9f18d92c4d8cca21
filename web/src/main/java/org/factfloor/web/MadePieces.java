package org.factfloor.web;

import java.util.OptionalLong;

/** What machines made. */
@FunctionalInterface
public interface MadePieces {

    /**
     * Pieces a machine made in [from, to), as known now.
     *
     * @param from µs
     * @param to µs
     * @return 10⁻³ pieces; empty where it is not known, such as over a gap in the data
     */
    OptionalLong made(String workUnit, long from, long to);
}
