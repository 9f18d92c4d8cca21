package org.factfloor.engine.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A connection with its statements, used by one thread at a time. */
final class Lane implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Lane(Connection connection) {
        this.connection = connection;
    }

    @FunctionalInterface
    interface Work<T> {

        T run(Lane lane) throws SQLException;
    }

    @FunctionalInterface
    interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    <T> T use(Work<T> work) throws SQLException {
        lock.lock();
        try {
            return work.run(this);
        } finally {
            lock.unlock();
        }
    }

    /** Runs changes as one transaction. */
    <T> T transaction(Work<T> work) throws SQLException {
        return use(lane -> {
            run("BEGIN IMMEDIATE");
            boolean well = false;
            try {
                T result = work.run(lane);
                run("COMMIT");
                well = true;
                return result;
            } finally {
                if (!well) {
                    run("ROLLBACK");
                }
            }
        });
    }

    /** Runs a statement; its parameters are longs, texts and bytes. */
    void run(String sql, Object... parameters) throws SQLException {
        bound(sql, parameters).execute();
    }

    <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet result = bound(sql, parameters).executeQuery()) {
            while (result.next()) {
                found.add(row.read(result));
            }
        }
        return found;
    }

    private PreparedStatement bound(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        lock.lock();
        try {
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
