package org.factfloor.imports;

import java.util.Properties;

/**
 * What became, or would become, of a file. Samples are {@code added + duplicate + replaced}.
 *
 * @param rows lines behind the headers that were read
 * @param added samples at times of which history had nothing
 * @param duplicate samples that history had already, or that the file has twice
 * @param replaced samples in the place of others
 * @param rejected samples, and lines without any, that are not taken
 * @param leftOut values under names that somebody left out
 * @param twice times in an hour that came twice
 * @param from earliest time, µs; {@link Long#MAX_VALUE} where there is no sample
 * @param to latest time, µs; {@link Long#MIN_VALUE} where there is no sample
 */
public record ImportCounts(long rows, long added, long duplicate, long replaced, long rejected, long leftOut,
        long twice,
        long from, long to) {

    static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    /** All samples that are taken. */
    public long samples() {
        return added + duplicate + replaced;
    }

    void write(Properties into, String prefix) {
        into.setProperty(prefix, rows + " " + added + " " + duplicate + " " + replaced + " " + rejected + " " + leftOut
                + " " + twice + " " + from + " " + to);
    }

    static ImportCounts read(Properties from, String prefix) {
        String[] parts = from.getProperty(prefix, "").split(" ", -1);
        if (parts.length != 9) {
            return NONE;
        }
        return new ImportCounts(number(parts, 0), number(parts, 1), number(parts, 2), number(parts, 3),
                number(parts, 4), number(parts, 5), number(parts, 6), number(parts, 7), number(parts, 8));
    }

    private static long number(String[] parts, int place) {
        return Long.parseLong(parts[place]);
    }
}
