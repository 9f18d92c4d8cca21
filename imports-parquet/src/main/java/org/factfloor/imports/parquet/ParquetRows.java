package org.factfloor.imports.parquet;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.factfloor.imports.sheet.Rows;

/** Rows of a query whose columns are texts, behind a first row with the names. */
final class ParquetRows implements Rows {

    private final Connection connection;
    private final List<String> names;
    private final Statement statement;
    private final ResultSet result;
    private final long count;
    private final List<String> cells = new ArrayList<>();
    private long row;

    /**
     * Rows of a query.
     *
     * @param connection closed with the rows
     * @param count how many there are
     */
    ParquetRows(Connection connection, List<String> names, String query, long count) throws SQLException {
        this.connection = connection;
        this.names = names;
        this.count = count;
        statement = connection.createStatement();
        result = statement.executeQuery(query);
    }

    @Override
    public boolean next() throws IOException {
        cells.clear();
        row++;
        if (row == 1) {
            cells.addAll(names);
            return true;
        }
        try {
            if (!result.next()) {
                return false;
            }
            for (int i = 1; i <= names.size(); i++) {
                String cell = result.getString(i);
                cells.add(cell == null ? "" : cell);
            }
            return true;
        } catch (SQLException e) {
            throw new IOException("Row " + (row - 1) + " of the Parquet file cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public long line() {
        return row;
    }

    @Override
    public List<String> cells() {
        return cells;
    }

    @Override
    public double read() {
        return count == 0 ? 1 : Math.min(1, (double) row / count);
    }

    @Override
    public void close() throws IOException {
        try {
            result.close();
            statement.close();
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            ParquetFiles.close(connection);
        }
    }
}
