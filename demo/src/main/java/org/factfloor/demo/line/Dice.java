package org.factfloor.demo.line;

import java.util.random.RandomGenerator;

/** The chance in a machine: SplitMix64, whose whole state is one number, so that a copy rolls the same again. */
final class Dice implements RandomGenerator {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed) {
        state = seed;
    }

    Dice copy() {
        return new Dice(state);
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Normally distributed around 0, cut at three standard deviations. */
    double noise(double standardDeviation) {
        return standardDeviation * Math.clamp(nextGaussian(), -3, 3);
    }

    /** A duration or size that differs a little from piece to piece; never below half the mean. */
    double around(double mean, double relativeSpread) {
        return Math.max(mean / 2, mean + noise(mean * relativeSpread));
    }

    /** Whether something happens now that happens once in so many tries on average. */
    boolean onceIn(double tries) {
        return nextDouble() * tries < 1;
    }
}
