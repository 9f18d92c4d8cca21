package org.factfloor.history.duckdb;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How samples lie in the hot table and in settled files, as SQL.
 *
 * <p>Hot: a whole in {@code digits}, a number in {@code number}, a text in {@code text}.
 *
 * <p>Settled: the time is {@code second × 1,000,000 + micro}, because a sampling grid is small in the first and its jitter
 * small in the second. A number that is a decimal of few places is {@code digits / 10^decimals}, divided as doubles, which
 * gives back its very bits; any other number is in {@code number}. Everything else is as in the hot table.
 */
final class Layout {

    /** Columns of a hot row, as {@link RowReader} reads them. */
    static final String HOT = "signal, time, type, digits, CAST(NULL AS TINYINT) AS decimals, number, text, status, revision";

    /** Columns of a settled row, as {@link RowReader} reads them. */
    static final String SETTLED = "signal, second * 1000000 + micro AS time, type, digits, decimals, number, text, status, revision";

    /** Most decimal places of a number that is kept as digits. */
    static final int MOST_DECIMALS = 6;

    /** Time, number (NaN for a text) and whether it is bad or none, of a settled row: what a picture needs. */
    static final String PICTURE = """
            second * 1000000 + micro AS time,
            CASE type WHEN 1 THEN coalesce(number, digits / %s) WHEN 2 THEN CAST(digits AS DOUBLE)
              ELSE CAST('NaN' AS DOUBLE) END AS number,
            status < 0 OR type = 0 AS unknown""".formatted(power("decimals"));

    static final List<String> TABLES = List.of("""
            CREATE TABLE IF NOT EXISTS hot (signal INTEGER NOT NULL, time BIGINT NOT NULL, type TINYINT NOT NULL,
              digits BIGINT, number DOUBLE, text VARCHAR, status INTEGER NOT NULL, revision INTEGER NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS slices (id BIGINT NOT NULL, file VARCHAR NOT NULL, from_time BIGINT NOT NULL,
              to_time BIGINT NOT NULL, row_count BIGINT NOT NULL, byte_count BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS newest (signal INTEGER NOT NULL, time BIGINT NOT NULL, type TINYINT NOT NULL,
              digits BIGINT, number DOUBLE, text VARCHAR, status INTEGER NOT NULL, revision INTEGER NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS earliest (signal INTEGER NOT NULL, time BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS changes (revision BIGINT NOT NULL, signal INTEGER NOT NULL,
              from_time BIGINT NOT NULL, to_time BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS positions (journal_cursor BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS ledger (signal INTEGER NOT NULL, hour INTEGER NOT NULL, fate TINYINT NOT NULL,
              count BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS ledger_new (signal INTEGER NOT NULL, hour INTEGER NOT NULL,
              fate TINYINT NOT NULL, count BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS ledger_positions (journal_cursor BIGINT NOT NULL)""", """
            CREATE TEMPORARY TABLE probe (key INTEGER NOT NULL, signal INTEGER NOT NULL, time BIGINT NOT NULL,
              bound BIGINT NOT NULL)""");

    private Layout() {}

    /** The power of ten as a double, which Java and the engine have in the very same bits. */
    static String power(String exponent) {
        StringBuilder cases = new StringBuilder("CAST(CASE ").append(exponent);
        for (int i = 0; i <= MOST_DECIMALS; i++) {
            cases.append(" WHEN ").append(i).append(" THEN 1").append("0".repeat(i));
        }
        return cases.append(" END AS DOUBLE)").toString();
    }

    /** A table function over the files of these slices, in this sequence. */
    static String files(Collection<Slice> slices) {
        return paths(slices.stream().map(Slice::file).toList());
    }

    /** A table function over these files, in this sequence. */
    static String paths(Collection<Path> files) {
        return files.stream()
                .map(file -> quoted(file.toString()))
                .collect(Collectors.joining(", ", "read_parquet([", "])"));
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Settled rows of one signal in the seconds that [from, to) touches: row group statistics answer that. */
    static String settledSeconds(int signal, long from, long to) {
        return "signal = " + signal + " AND second BETWEEN " + from / 1_000_000 + " AND " + (to - 1) / 1_000_000;
    }

    /** Settled rows of one signal in [from, to). */
    static String settledRange(int signal, long from, long to) {
        return "signal = " + signal + " AND " + settledTimes(from, to);
    }

    /** Settled rows in [from, to): row group statistics answer the first part. */
    static String settledTimes(long from, long to) {
        return "second BETWEEN " + from / 1_000_000 + " AND " + (to - 1) / 1_000_000
                + " AND second * 1000000 + micro >= "
                + from + " AND second * 1000000 + micro < " + to;
    }
}
