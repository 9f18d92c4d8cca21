package org.factfloor.history;

/**
 * What a picture needs to know of some samples of one signal that follow each other. Drawn values are finite numbers that
 * are not bad; they are NaN where there is none.
 *
 * @param firstTime time of the first sample, µs
 * @param samples how many there are, of any quality; at least 1
 * @param hasUnknown whether one of them is bad or carries no value
 * @param first the first drawn value
 * @param last the last drawn value
 * @param min the least drawn value
 * @param max the greatest drawn value
 * @param held the number of the last sample, drawn or not; NaN for a text, and where it is unknown
 * @param isHeldUnknown whether the last sample is bad or carries no value
 */
public record Extent(long firstTime, int samples, boolean hasUnknown, double first, double last, double min, double max,
        double held, boolean isHeldUnknown) {}
