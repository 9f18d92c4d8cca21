package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Hot rows that lie where slices are: some of them took a settled row's place. */
final class LateRows {

    /** A temporary table of signals and times; each connection has its own. */
    static final String TABLE = "late_hot";

    private LateRows() {}

    static String ofSignals(List<Integer> signals) {
        return signals.stream().map(String::valueOf).collect(Collectors.joining(", ", "signal IN (", ")"));
    }

    /**
     * Puts them in {@link #TABLE}.
     *
     * @param which a condition on signals
     * @return false if there are none; the table is not to be looked at then
     */
    static boolean find(DuckDBConnection connection, Slices slices, String which, long from, long to)
            throws SQLException {
        List<Slice> concerned = slices.now().overlapping(from, to);
        if (concerned.isEmpty()) {
            return false;
        }
        Database.run(connection,
                "CREATE OR REPLACE TEMPORARY TABLE " + TABLE + " AS SELECT signal, time FROM hot WHERE ("
                        + concerned.stream()
                                .map(slice -> "time >= " + slice.from() + " AND time < " + slice.to())
                                .collect(Collectors.joining(" OR "))
                        + ") AND " + which);
        boolean[] found = new boolean[1];
        Database.query(connection, "SELECT count(*) > 0 FROM " + TABLE, row -> found[0] = row.getBoolean(1));
        return found[0];
    }
}
