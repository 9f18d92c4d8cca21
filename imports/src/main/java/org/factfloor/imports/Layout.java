package org.factfloor.imports;

import java.time.ZoneId;
import java.util.List;

/**
 * Where in a file which part of a sample stands, and how it is written. Columns count from 0; −1 where there is none.
 *
 * @param columns names of the columns, in their order
 * @param headerLine line of the file they stand in
 * @param time column of the time
 * @param clock column of the time of day, where the time has only the date
 * @param zone of local times
 * @param descending whether the newest row stands first
 * @param signal column of the signal's name, where each row is one sample
 * @param value column of the value, where each row is one sample
 * @param status column of the status, where each row is one sample
 * @param revision column of the revision, in files of history's own
 * @param classicStatus whether numbers of the status are those of classic OPC
 * @param torn whether a row with another number of cells than the headers is wrong
 */
public record Layout(List<String> columns, long headerLine, Shape shape, int time, int clock, TimeForm form,
        ZoneId zone,
        boolean descending, int signal, int value, int status, int revision, boolean decimalComma,
        boolean classicStatus, boolean torn) {

    /** How samples lie in rows. */
    public enum Shape {
        /** A row is a time, a column a signal. */
        WIDE,
        /** A row is one sample. */
        LONG
    }

    public Layout {
        columns = List.copyOf(columns);
    }

    /** Whether signals are told by their permanent references. */
    boolean byReference() {
        return columns.equals(ColumnFiles.OWN);
    }

    /** The columns that hold values of one signal each. */
    List<Integer> signalColumns() {
        return java.util.stream.IntStream.range(0, columns.size())
                .filter(column -> column != time && column != clock && !columns.get(column).isBlank()).boxed().toList();
    }
}
