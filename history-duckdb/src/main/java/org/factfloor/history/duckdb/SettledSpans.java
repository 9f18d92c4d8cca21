package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** First and last sample of each signal in the slices that late samples lately fell into. Used by the one writer. */
final class SettledSpans {

    /** Slices remembered: 24 bytes per signal each. */
    private static final int REMEMBERED = 64;

    private final DuckDBConnection connection;
    private final Map<Long, Spans> bySlice = new LinkedHashMap<>(16, 0.75f, true);

    SettledSpans(DuckDBConnection connection) {
        this.connection = connection;
    }

    Spans of(Slice slice) throws SQLException {
        Spans known = bySlice.get(slice.id());
        if (known != null) {
            return known;
        }
        Spans spans = new Spans();
        Database.query(connection, """
                SELECT signal, min(second * 1000000 + micro), max(second * 1000000 + micro)
                FROM %s GROUP BY signal""".formatted(Layout.files(List.of(slice))),
                row -> spans.include(row.getInt(1), row.getLong(2), row.getLong(3)));
        if (bySlice.size() >= REMEMBERED) {
            bySlice.remove(bySlice.keySet().iterator().next());
        }
        bySlice.put(slice.id(), spans);
        return spans;
    }
}
