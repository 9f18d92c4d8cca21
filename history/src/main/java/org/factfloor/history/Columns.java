package org.factfloor.history;

import java.util.Arrays;
import java.util.Optional;
import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;

/**
 * A range of one signal in equal columns, for a picture: for each column what was sampled in it, and the value that holds
 * at its end. Column {@code i} covers [edge(i), edge(i + 1)), edge(i) = from + floor(i × (to − from) / count).
 *
 * <p>{@code min}, {@code max}, {@code first} and {@code last} take the samples in the column that carry a finite value
 * and are not bad; they are NaN where there is none. Not safe for several threads at once.
 */
public final class Columns {

    private final long from;
    private final long to;
    private final double[] min;
    private final double[] max;
    private final double[] first;
    private final double[] last;
    private final int[] samples;
    private final boolean[] gap;
    private final double[] held;

    /** First column that is not closed. */
    private int cursor;
    private double current = Double.NaN;
    private boolean currentBad;

    /**
     * Columns of a range nobody has sampled.
     *
     * @param from µs, below {@code to}
     * @param count 1 to 10,000
     */
    public Columns(long from, long to, int count) {
        if (from >= to || count < 1 || count > 10_000) {
            throw new IllegalArgumentException("no columns of [" + from + ", " + to + ") in " + count);
        }
        this.from = from;
        this.to = to;
        min = filled(count);
        max = filled(count);
        first = filled(count);
        last = filled(count);
        held = filled(count);
        samples = new int[count];
        gap = new boolean[count];
    }

    private static double[] filled(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /**
     * Folds samples into columns, the plain way: the definition every history is tested against.
     *
     * @param before the sample that holds at {@code from}, as a batch of one row
     * @param rows samples of the range in time order
     */
    public static Columns fold(long from, long to, int count, Optional<SampleBatch> before, SampleBatch rows) {
        Columns columns = new Columns(from, to, count);
        before.ifPresent(batch -> columns.carry(batch, 0));
        for (int i = 0; i < rows.size(); i++) {
            columns.accept(rows, i);
        }
        columns.finish();
        return columns;
    }

    private void carry(SampleBatch rows, int i) {
        currentBad = isGap(rows, i);
        current = currentBad ? Double.NaN : rows.number(i);
    }

    private void accept(SampleBatch rows, int i) {
        int column = columnOf(rows.time(i));
        closeUpTo(column);
        gap[column] |= currentBad && samples[column] == 0 && rows.time(i) > edge(column);
        carry(rows, i);
        samples[column]++;
        gap[column] |= currentBad;
        if (!currentBad && Double.isFinite(current)) {
            first[column] = Double.isNaN(first[column]) ? current : first[column];
            last[column] = current;
            min[column] = Double.isNaN(min[column]) ? current : Math.min(min[column], current);
            max[column] = Double.isNaN(max[column]) ? current : Math.max(max[column], current);
        }
    }

    private void finish() {
        closeUpTo(count());
    }

    /** Columns from the open one up to {@code column} end with the value that holds now. */
    private void closeUpTo(int column) {
        while (cursor < column) {
            held[cursor] = current;
            gap[cursor] |= currentBad;
            cursor++;
        }
    }

    /** Whether nothing is known from this sample on: it is bad, or carries no value. */
    private static boolean isGap(SampleBatch rows, int i) {
        return Quality.of(rows.status(i)) == Quality.BAD || rows.type(i) == ValueType.NONE;
    }

    /** The column a time of the range falls in. */
    public int columnOf(long time) {
        // A double lands in the right column or beside it; the edges decide.
        int column = (int) Math.min(count() - 1L, (long) ((double) (time - from) / (to - from) * count()));
        while (column + 1 < count() && edge(column + 1) <= time) {
            column++;
        }
        while (edge(column) > time) {
            column--;
        }
        return column;
    }

    /** Where column {@code i} begins, µs; {@code edge(count())} is the end of the range. */
    public long edge(int i) {
        long span = to - from;
        // span × i without overflow: ranges of centuries are asked for by mistake.
        return from + span / count() * i + span % count() * i / count();
    }

    public int count() {
        return samples.length;
    }

    public double min(int i) {
        return min[i];
    }

    public double max(int i) {
        return max[i];
    }

    public double first(int i) {
        return first[i];
    }

    public double last(int i) {
        return last[i];
    }

    /** Samples in the column, of any quality. */
    public int samples(int i) {
        return samples[i];
    }

    /** Whether in any part of the column nothing was known: a bad sample, or one without a value, held or came. */
    public boolean gap(int i) {
        return gap[i];
    }

    /** The value that holds at the end of the column; NaN before the first sample, in a gap, and for texts. */
    public double held(int i) {
        return held[i];
    }
}
