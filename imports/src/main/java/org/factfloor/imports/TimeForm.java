package org.factfloor.imports;

import java.util.Arrays;
import java.util.Optional;

/** How a file writes times. */
public enum TimeForm {
    /** 2026-11-30 14:05:09.250, also with / . or 年月日, joined as 20261130140509, or with T; with or without an offset. */
    YEAR_FIRST("ymd"),
    /** 30.11.2026 14:05:09, also with / or -, or with the month's English name. */
    DAY_FIRST("dmy"),
    /** 11/30/2026 2:05:09 PM. */
    MONTH_FIRST("mdy"),
    /** Seconds since 1970-01-01 UTC, with or without decimals. */
    EPOCH_SECONDS("epoch-s"), EPOCH_MILLIS("epoch-ms"), EPOCH_MICROS("epoch-us"), EPOCH_NANOS("epoch-ns"),
    /** Days since 1899-12-30 of local time, as spreadsheets count them. */
    EXCEL("excel");

    private final String id;

    TimeForm(String id) {
        this.id = id;
    }

    /** The word people choose it by. */
    public String id() {
        return id;
    }

    public static Optional<TimeForm> of(String id) {
        return Arrays.stream(values()).filter(form -> form.id.equals(id)).findFirst();
    }

    /** Whether it is a number. */
    boolean isNumber() {
        return ordinal() >= EPOCH_SECONDS.ordinal();
    }
}
