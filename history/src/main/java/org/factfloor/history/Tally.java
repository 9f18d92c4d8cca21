package org.factfloor.history;

import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;

/**
 * Counts up samples of one signal that follow each other: what tiers keep of a minute or an hour. Takes at least one sample,
 * in time order. Drawn values are finite numbers that are not bad, as in {@link Columns}. Not safe for several threads.
 *
 * <p>Sums are sums of doubles in time order: for pictures and estimates, never for facts.
 */
public final class Tally {

    private long firstTime;
    private long lastTime;
    private int firstStatus;
    private int lastStatus;
    private int samples;
    private int unknown;
    private int drawn;
    private double first;
    private double last;
    private double min;
    private double max;
    private double sum;
    private double held;
    private boolean heldUnknown;
    private double integral;
    private long drawnTime;

    /** Forgets all samples. */
    public void clear() {
        samples = 0;
        unknown = 0;
        drawn = 0;
        first = Double.NaN;
        last = Double.NaN;
        min = Double.NaN;
        max = Double.NaN;
        sum = 0;
        held = Double.NaN;
        heldUnknown = false;
        integral = 0;
        drawnTime = 0;
    }

    /** A tally of nothing. */
    public Tally() {
        clear();
    }

    /** Row {@code i} is the next sample. */
    public void accept(SampleBatch rows, int i) {
        accept(rows.time(i), rows.number(i), rows.status(i),
                Quality.of(rows.status(i)) == Quality.BAD || rows.type(i) == ValueType.NONE);
    }

    /**
     * The next sample.
     *
     * @param number NaN for a text
     * @param isUnknown whether it is bad or carries no value
     */
    public void accept(long time, double number, int status, boolean isUnknown) {
        if (samples == 0) {
            firstTime = time;
            firstStatus = status;
        } else if (!heldUnknown && Double.isFinite(held)) {
            integral += held * ((time - lastTime) / 1e6);
            drawnTime += time - lastTime;
        }
        lastTime = time;
        lastStatus = status;
        samples++;
        unknown += isUnknown ? 1 : 0;
        heldUnknown = isUnknown;
        held = isUnknown ? Double.NaN : number;
        if (!isUnknown && Double.isFinite(number)) {
            draw(number);
        }
    }

    private void draw(double number) {
        first = drawn == 0 ? number : first;
        min = drawn == 0 ? number : Math.min(min, number);
        max = drawn == 0 ? number : Math.max(max, number);
        last = number;
        sum += number;
        drawn++;
    }

    /** What a picture needs of it. */
    public Extent extent() {
        return new Extent(firstTime, samples, unknown > 0, first, last, min, max, held, heldUnknown);
    }

    /** Samples of any quality. */
    public int samples() {
        return samples;
    }

    /** Samples that are bad or carry no value. */
    public int unknown() {
        return unknown;
    }

    /** Samples with a drawn value. */
    public int drawn() {
        return drawn;
    }

    public long firstTime() {
        return firstTime;
    }

    public long lastTime() {
        return lastTime;
    }

    public int firstStatus() {
        return firstStatus;
    }

    public int lastStatus() {
        return lastStatus;
    }

    /** Whether all drawn values are the same to the bit; also of none. */
    public boolean isConstant() {
        return Double.doubleToRawLongBits(min) == Double.doubleToRawLongBits(max);
    }

    /** Sum of the drawn values; of a constant, the value times their count. */
    public double sum() {
        return isConstant() && drawn > 0 ? first * drawn : sum;
    }

    /** Value × seconds from the first sample to the last, where a drawn value holds. */
    public double integral() {
        return isConstant() && drawn > 0 ? first * (drawnTime / 1e6) : integral;
    }

    /** How long a drawn value holds from the first sample to the last, µs. */
    public long drawnTime() {
        return drawnTime;
    }
}
