package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Neighbouring signals whose rows are sorted together, so that sorting fits the engine's memory. */
record Portion(int first, int last, long rows) {

    String condition() {
        return "signal BETWEEN " + first + " AND " + last;
    }

    /**
     * Portions of all signals.
     *
     * @param counts query of signals and how many rows each has
     * @param most rows of a portion, unless a single signal has more
     */
    static List<Portion> of(DuckDBConnection connection, String counts, long most) throws SQLException {
        List<Portion> portions = new ArrayList<>();
        Database.query(connection, counts + " ORDER BY signal", row -> {
            Portion open = portions.isEmpty() ? null : portions.getLast();
            if (open != null && open.rows() + row.getLong(2) <= most) {
                portions.removeLast();
                portions.add(new Portion(open.first(), row.getInt(1), open.rows() + row.getLong(2)));
            } else {
                portions.add(new Portion(row.getInt(1), row.getInt(1), row.getLong(2)));
            }
        });
        return portions;
    }
}
