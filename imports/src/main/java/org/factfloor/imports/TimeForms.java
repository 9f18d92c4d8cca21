package org.factfloor.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out how a column writes times. */
final class TimeForms {

    /** Rows of a file may be wrong; most of them are not. */
    private static final double MOST = 0.6;

    private TimeForms() {}

    /**
     * What was found.
     *
     * @param form empty where it is no column of times, or {@code unsure}
     * @param unsure whether it could be day first or month first
     * @param dateOnly whether no time of day stands there
     */
    record Found(Optional<TimeForm> form, boolean unsure, boolean dateOnly) {
        static final Found NONE = new Found(Optional.empty(), false, false);
    }

    /** @param numbers whether plain numbers may be times */
    static Found find(List<String> cells, boolean numbers) {
        List<String> filled = cells.stream().filter(cell -> !cell.isBlank()).toList();
        if (filled.isEmpty()) {
            return Found.NONE;
        }
        Tried year = Tried.of(filled, TimeForm.YEAR_FIRST);
        if (year.fits(filled)) {
            return new Found(Optional.of(TimeForm.YEAR_FIRST), false, year.dateOnly);
        }
        Tried day = Tried.of(filled, TimeForm.DAY_FIRST);
        Tried month = Tried.of(filled, TimeForm.MONTH_FIRST);
        if (day.fits(filled) || month.fits(filled)) {
            boolean unsure = day.read == month.read && day.bothWays > 0
                    && filled.stream().allMatch(cell -> cell.indexOf('/') >= 0);
            TimeForm form = month.read > day.read ? TimeForm.MONTH_FIRST : TimeForm.DAY_FIRST;
            return new Found(unsure ? Optional.empty() : Optional.of(form), unsure,
                    (form == TimeForm.MONTH_FIRST ? month : day).dateOnly);
        }
        return numbers ? new Found(number(filled), false, false) : Found.NONE;
    }

    /** By the size of the middle one; the ranges do not touch between 1973 and 2286. */
    private static Optional<TimeForm> number(List<String> cells) {
        List<Double> sizes = new ArrayList<>();
        TimeScanner scanner = new TimeScanner();
        for (String cell : cells) {
            if (scanner.read(cell, TimeForm.EPOCH_MICROS)) {
                sizes.add((double) scanner.micros());
            }
        }
        if (sizes.size() < cells.size() * MOST) {
            return Optional.empty();
        }
        sizes.sort(null);
        double size = sizes.get(sizes.size() / 2);
        if (size >= 20_000 && size < 100_000) {
            return Optional.of(TimeForm.EXCEL);
        }
        if (size < 1e8 || size >= 1e19) {
            return Optional.empty();
        }
        return Optional.of(size < 1e11
                ? TimeForm.EPOCH_SECONDS
                : size < 1e14 ? TimeForm.EPOCH_MILLIS : size < 1e17 ? TimeForm.EPOCH_MICROS : TimeForm.EPOCH_NANOS);
    }

    private record Tried(int read, int bothWays, boolean dateOnly) {

        static Tried of(List<String> cells, TimeForm form) {
            TimeScanner scanner = new TimeScanner();
            int read = 0;
            int bothWays = 0;
            boolean dateOnly = true;
            for (String cell : cells) {
                if (scanner.read(cell, form)) {
                    read++;
                    bothWays += scanner.dayMayBeMonth() ? 1 : 0;
                    dateOnly &= scanner.isDateOnly();
                }
            }
            return new Tried(read, bothWays, dateOnly && read > 0);
        }

        boolean fits(List<String> cells) {
            return read > 0 && read >= cells.size() * MOST;
        }
    }
}
