package org.factfloor.engine.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.factfloor.engine.Closing;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.engine.FactStore.Touch;
import org.factfloor.engine.FactStore.Transaction;
import org.factfloor.engine.Revision;
import org.factfloor.engine.sqlite.FactsCodec.Block;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;

/** Changes in one transaction of the writing connection. */
final class Changes implements Transaction {

    private static final long DAY = 24 * Micros.PER_HOUR;

    private final Lane lane;
    private final Map<String, Long> machines = new HashMap<>();

    Changes(Lane lane) {
        this.lane = lane;
    }

    /** Carries a fault of the database through callers that know nothing of it. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException cause;

        Failed(SQLException cause) {
            super(cause);
            this.cause = cause;
        }

        SQLException cause() {
            return cause;
        }
    }

    @FunctionalInterface
    private interface Step<T> {

        T run() throws SQLException;
    }

    private static <T> T trying(Step<T> step) {
        try {
            return step.run();
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    private void run(String sql, Object... parameters) {
        trying(() -> {
            lane.run(sql, parameters);
            return true;
        });
    }

    private long one(String sql, Object... parameters) {
        return trying(() -> lane.list(sql, row -> row.getLong(1), parameters)).getFirst();
    }

    private long machine(String id) {
        return machines.computeIfAbsent(id, key -> {
            run("INSERT INTO machine (id) VALUES (?) ON CONFLICT DO NOTHING", key);
            return one("SELECT number FROM machine WHERE id = ?", key);
        });
    }

    @Override
    public void replace(String workUnit, long after, long upTo, List<Cell> cells, List<Interval> intervals) {
        if (after >= upTo) {
            return;
        }
        long machine = machine(workUnit);
        Map<Long, Block> blocks = new HashMap<>();
        trying(() -> lane.list("SELECT day, facts FROM block WHERE machine = ? AND day BETWEEN ? AND ?",
                row -> blocks.put(row.getLong(1), FactsCodec.read(row.getBytes(2))), machine, day(after + 1), day(upTo)));
        Set<Long> days = new TreeSet<>(blocks.keySet());
        cells.forEach(cell -> days.add(day(cell.to())));
        intervals.forEach(interval -> days.add(day(interval.to())));
        for (long day : days) {
            Block old = blocks.getOrDefault(day, Block.EMPTY);
            List<Cell> dayCells = new ArrayList<>(
                    old.cells().stream().filter(cell -> cell.to() <= after || cell.to() > upTo).toList());
            cells.stream().filter(cell -> day(cell.to()) == day).forEach(dayCells::add);
            dayCells.sort(Comparator.comparingLong(Cell::to));
            List<Interval> dayIntervals = new ArrayList<>(old.intervals().stream()
                    .filter(interval -> interval.to() <= after || interval.to() > upTo).toList());
            intervals.stream().filter(interval -> day(interval.to()) == day).forEach(dayIntervals::add);
            dayIntervals.sort(Comparator.comparingLong(Interval::to));
            put(machine, day, new Block(dayCells, dayIntervals));
        }
    }

    /** The day in which something ends at a time. */
    private static long day(long to) {
        return Math.floorDiv(to - 1, DAY);
    }

    private void put(long machine, long day, Block block) {
        if (block.cells().isEmpty() && block.intervals().isEmpty()) {
            run("DELETE FROM block WHERE machine = ? AND day = ?", machine, day);
        } else {
            run("INSERT INTO block (machine, day, facts) VALUES (?, ?, ?) ON CONFLICT (machine, day) DO UPDATE SET facts ="
                    + " excluded.facts", machine, day, FactsCodec.write(block));
        }
    }

    @Override
    public void putState(String workUnit, SavedState state) {
        run("INSERT INTO state (machine, time, decided_to, kernel, newest) VALUES (?, ?, ?, ?, ?) ON CONFLICT"
                + " (machine, time) DO UPDATE SET decided_to = excluded.decided_to, kernel = excluded.kernel, newest ="
                + " excluded.newest", machine(workUnit), state.time(), state.decidedTo(), state.kernel(),
                SmallCodecs.write(state.newest()));
    }

    @Override
    public void dropStates(String workUnit, List<Long> times) {
        long machine = machine(workUnit);
        times.forEach(time -> run("DELETE FROM state WHERE machine = ? AND time = ?", machine, time));
    }

    @Override
    public long addRevision(long at, Revision.Cause cause, String workUnit, long from, long to) {
        run("INSERT INTO revision (at, code, parameters, machine, from_time, to_time) VALUES (?, ?, ?, ?, ?, ?)", at,
                cause.code().name(), SmallCodecs.parameters(cause), machine(workUnit), from, to);
        return one("SELECT last_insert_rowid()");
    }

    @Override
    public long addTouch(Touch touch) {
        run("INSERT INTO touch (machine, from_time, until, code, parameters) VALUES (?, ?, ?, ?, ?)",
                machine(touch.workUnit()), touch.from(), touch.until(), touch.cause().code().name(),
                SmallCodecs.parameters(touch.cause()));
        return one("SELECT last_insert_rowid()");
    }

    @Override
    public void removeTouch(long number) {
        run("DELETE FROM touch WHERE number = ?", number);
    }

    @Override
    public void putClosing(Closing closing) {
        run("INSERT INTO closing (machine, shift, from_time, to_time, at, sums) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT"
                + " DO NOTHING", machine(closing.workUnit()), closing.shift().id(), closing.shift().from(),
                closing.to(), closing.at(), FactsCodec.write(closing.sums()));
    }

    @Override
    public void putMark(String name, long value) {
        run("INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name,
                value);
    }
}
