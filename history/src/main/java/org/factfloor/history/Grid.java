package org.factfloor.history;

import org.factfloor.plant.Micros;

/**
 * Equal columns a range is to be reduced to.
 *
 * @param from µs
 * @param to µs, above {@code from}
 * @param columns 1 to {@link Columns#MOST}
 */
public record Grid(long from, long to, int columns) {

    private static final long LONGEST = 1L << 60;

    /**
     * Columns for a picture of a range that is drawn from whole minutes or hours where it is long. From columns of half a
     * minute on they are made whole minutes, from half an hour on whole hours, wider rather than narrower, and begin on
     * their borders: the range grows by less than two columns. Others stay as they are asked for.
     *
     * @param most columns, 1 to {@link Columns#MOST}; one more where the range begins within a minute or hour
     */
    public static Grid covering(long from, long to, int most) {
        long span = to - from;
        Grid asked = new Grid(from, to, most);
        if (span < 0 || span > LONGEST || asked.fits(Micros.PER_MINUTE)) {
            return asked;
        }
        long width = Math.ceilDiv(span, most);
        if (width < Micros.PER_MINUTE / 2) {
            return asked;
        }
        long step = width < Micros.PER_HOUR / 2 ? Micros.PER_MINUTE : Micros.PER_HOUR;
        width = Math.ceilDiv(width, step) * step;
        long start = Math.floorDiv(from, step) * step;
        if (Math.ceilDiv(to - start, width) > Columns.MOST) {
            width += step;
        }
        long columns = Math.ceilDiv(to - start, width);
        return new Grid(start, start + columns * width, (int) columns);
    }

    /** Whether columns begin on the borders of stretches of a width, µs, counted from 1970. */
    public boolean fits(long width) {
        long span = to - from;
        return from % width == 0 && span % columns == 0 && span / columns % width == 0;
    }
}
