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
 * and are not bad; they are NaN where there is none. Made by a {@link Fold}; does not change afterwards.
 */
public final class Columns {

    /** Most columns a range is reduced to. */
    public static final int MOST = 10_000;

    private final long from;
    private final long to;
    private final double[] min;
    private final double[] max;
    private final double[] first;
    private final double[] last;
    private final int[] samples;
    private final boolean[] gap;
    private final double[] held;

    private Columns(long from, long to, int count) {
        if (from >= to || to - from < 0 || count < 1 || count > MOST) {
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
        Fold fold = new Fold(from, to, count);
        before.ifPresent(batch -> fold.carry(batch, 0));
        for (int i = 0; i < rows.size(); i++) {
            fold.accept(rows, i);
        }
        return fold.finish();
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

    /**
     * Whether in any part of the column nothing was known: a bad sample, or one without a value, held or came. Time before
     * the first sample ever is no gap: nothing was expected.
     */
    public boolean gap(int i) {
        return gap[i];
    }

    /** The value that holds at the end of the column; NaN before the first sample, in a gap, and for texts. */
    public double held(int i) {
        return held[i];
    }

    /** Takes the samples of a range one after another and gives its columns. Used once, by one thread. */
    public static final class Fold {

        private final Columns columns;
        /** First column that is not closed, and where it ends. */
        private int cursor;
        private long end;
        private double current = Double.NaN;
        private boolean currentBad;

        /**
         * A fold over a range nobody has sampled yet.
         *
         * @param from µs, below {@code to}
         * @param count 1 to {@link #MOST}
         */
        public Fold(long from, long to, int count) {
            columns = new Columns(from, to, count);
            end = columns.edge(1);
        }

        /** Row {@code i} is what holds at the beginning of the range; before any {@link #accept}. */
        public void carry(SampleBatch rows, int i) {
            hold(rows.number(i), isUnknown(rows, i));
        }

        private static boolean isUnknown(SampleBatch rows, int i) {
            return Quality.of(rows.status(i)) == Quality.BAD || rows.type(i) == ValueType.NONE;
        }

        private void hold(double number, boolean unknown) {
            currentBad = unknown;
            current = unknown ? Double.NaN : number;
        }

        /** Row {@code i} is the next sample of the range. */
        public void accept(SampleBatch rows, int i) {
            accept(rows.time(i), rows.number(i), isUnknown(rows, i));
        }

        /**
         * The next sample of the range, for histories that need not make a row of it.
         *
         * @param number NaN for a text
         * @param unknown whether it is bad or carries no value
         */
        public void accept(long time, double number, boolean unknown) {
            if (time >= end) {
                closeUpTo(columns.columnOf(time));
            }
            int column = cursor;
            // What was bad before the column's first sample was bad in a part of it, unless that part is empty.
            columns.gap[column] |= currentBad && columns.samples[column] == 0 && time > columns.edge(column);
            hold(number, unknown);
            columns.samples[column]++;
            columns.gap[column] |= currentBad;
            if (!currentBad && Double.isFinite(current)) {
                take(column, current);
            }
        }

        /**
         * The next samples of the range, all in one column: the same as each of them by itself. Samples that reach into the
         * next column count in the one that the first is in.
         */
        public void accept(Extent extent) {
            if (extent.firstTime() >= end) {
                closeUpTo(columns.columnOf(extent.firstTime()));
            }
            int column = cursor;
            columns.gap[column] |= currentBad && columns.samples[column] == 0
                    && extent.firstTime() > columns.edge(column);
            hold(extent.held(), extent.isHeldUnknown());
            columns.samples[column] += extent.samples();
            columns.gap[column] |= extent.hasUnknown();
            if (!Double.isNaN(extent.first())) {
                take(column, extent.first());
                take(column, extent.min());
                take(column, extent.max());
                take(column, extent.last());
            }
        }

        /** What an extent before the range leaves to hold at its beginning; before any {@link #accept}. */
        public void carry(Extent before) {
            hold(before.held(), before.isHeldUnknown());
        }

        private void take(int column, double value) {
            columns.last[column] = value;
            if (Double.isNaN(columns.first[column])) {
                columns.first[column] = value;
                columns.min[column] = value;
                columns.max[column] = value;
            } else {
                columns.min[column] = Math.min(columns.min[column], value);
                columns.max[column] = Math.max(columns.max[column], value);
            }
        }

        /** The columns; nothing may be accepted afterwards. */
        public Columns finish() {
            closeUpTo(columns.count());
            return columns;
        }

        /** Columns from the open one up to {@code column} end with the value that holds now. */
        private void closeUpTo(int column) {
            while (cursor < column) {
                columns.held[cursor] = current;
                columns.gap[cursor] |= currentBad && columns.edge(cursor) < columns.edge(cursor + 1);
                cursor++;
            }
            end = column < columns.count() ? columns.edge(column + 1) : columns.to;
        }
    }
}
