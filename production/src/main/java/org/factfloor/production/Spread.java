package org.factfloor.production;

/**
 * Pieces made at unknown times in [from, to), as if evenly.
 *
 * @param pieces 10⁻³ pieces
 */
record Spread(long from, long to, long pieces) {

    /** Those in [a, b); shares of neighbours add up to the share of both. */
    long share(long a, long b) {
        return upTo(b) - upTo(a);
    }

    private long upTo(long time) {
        long clipped = Math.clamp(time, from, to);
        return Exact.floor(pieces, clipped - from, to - from);
    }
}
