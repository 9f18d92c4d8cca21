package org.factfloor.history.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.factfloor.history.HourCounts;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;

/** Appends to the hot table, the change log and the ledger, inside the transaction of the one writer. */
final class HotTable implements AutoCloseable {

    private final DuckDBAppender rows;
    private final DuckDBAppender changes;
    private final DuckDBAppender ledger;
    private long revision;

    /**
     * Appenders of the writing connection.
     *
     * @param revision the last one in the change log
     */
    HotTable(DuckDBConnection writer, long revision) throws SQLException {
        rows = writer.createAppender("hot");
        changes = writer.createAppender("changes");
        ledger = writer.createAppender("ledger_new");
        // One thread at a time writes, under the history's lock, but not the same one for ever.
        rows.unsafeBreakThreadConfinement();
        changes.unsafeBreakThreadConfinement();
        ledger.unsafeBreakThreadConfinement();
        this.revision = revision;
    }

    void append(SampleBatch batch, Arrival arrival) throws SQLException {
        for (int i = 0; i < arrival.keptCount(); i++) {
            append(rows, batch, arrival.kept(i));
        }
        rows.flush();
    }

    /** Appends a row in the columns of the hot table. */
    static void append(DuckDBAppender appender, SampleBatch batch, int i) throws SQLException {
        ValueType type = batch.type(i);
        appender.beginRow().append(batch.signal(i)).append(batch.time(i)).append(type.code());
        switch (type) {
            case NONE -> appender.appendNull().appendNull().appendNull();
            case NUMBER -> appender.appendNull().append(batch.number(i)).appendNull();
            case WHOLE -> appender.append(batch.whole(i)).appendNull().appendNull();
            case TEXT -> appender.appendNull().appendNull().append(batch.text(i));
        }
        appender.append(batch.status(i)).append(batch.revision(i)).endRow();
    }

    void log(Iterable<ChangedRanges.Range> ranges) throws SQLException {
        for (ChangedRanges.Range range : ranges) {
            changes.beginRow()
                    .append(++revision)
                    .append(range.signal())
                    .append(range.from())
                    .append(range.to())
                    .endRow();
        }
        changes.flush();
    }

    void count(HourCounts counts) throws SQLException {
        for (int i = 0; i < counts.size(); i++) {
            if (counts.count(i) != 0) {
                ledger.beginRow()
                        .append(counts.signal(i))
                        .append(counts.hour(i))
                        .append(counts.fate(i).code())
                        .append(counts.count(i))
                        .endRow();
            }
        }
        ledger.flush();
    }

    /** The last revision that was given. */
    long revision() {
        return revision;
    }

    @Override
    public void close() throws SQLException {
        rows.close();
        changes.close();
        ledger.close();
    }
}
