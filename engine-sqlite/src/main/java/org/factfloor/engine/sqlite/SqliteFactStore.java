package org.factfloor.engine.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.factfloor.engine.Closing;
import org.factfloor.engine.EngineException;
import org.factfloor.engine.FactStore;
import org.factfloor.engine.Revision;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Interval;

/** A fact store in one SQLite file: one connection writes, one reads. Safe for many threads. */
public final class SqliteFactStore implements FactStore {

    private static final String OF_MACHINE = "machine = (SELECT number FROM machine WHERE id = ?)";
    private static final long DAY = 24 * Micros.PER_HOUR;

    private final Path file;
    private final Lane writer;
    private final Lane reader;

    private SqliteFactStore(Path file, Lane writer, Lane reader) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Opens the store in a file, made if it is not there, and made anew if it is damaged or of another layout.
     *
     * @throws EngineException if it cannot be opened
     */
    public static SqliteFactStore open(Path file) {
        FactsFile facts = new FactsFile(file);
        try {
            facts.prepare();
            Connection writing = facts.connect();
            return new SqliteFactStore(file, new Lane(writing), new Lane(facts.connect()));
        } catch (SQLException | IOException e) {
            throw new EngineException(file + " cannot be opened (" + e.getMessage() + "); check that the folder can be"
                    + " written and its disk is not full. The file may be deleted: it is filled again.", e);
        }
    }

    @Override
    public List<Cell> cells(String workUnit, long from, long to) {
        List<Cell> found = new ArrayList<>();
        for (byte[] block : blocks(workUnit, from, to)) {
            addCells(found, reading(FactsCodec::readCells, block), from, to);
        }
        return found;
    }

    @Override
    public Stored facts(String workUnit, long from, long to) {
        List<Cell> cells = new ArrayList<>();
        List<Interval> intervals = new ArrayList<>();
        for (byte[] bytes : blocks(workUnit, from, to)) {
            FactsCodec.Block block = reading(FactsCodec::read, bytes);
            addCells(cells, block.cells(), from, to);
            for (Interval interval : block.intervals()) {
                if (interval.from() < to && interval.to() > from) {
                    intervals.add(interval);
                }
            }
        }
        return new Stored(cells, intervals);
    }

    private static void addCells(List<Cell> found, List<Cell> cells, long from, long to) {
        for (Cell cell : cells) {
            if (cell.from() < to && cell.to() > from) {
                found.add(cell);
            }
        }
    }

    /**
     * A block has what ends in its day; nothing is longer than an hour, so the day after the range is enough. They are
     * read from bytes only when the connection is free for others again.
     */
    private List<byte[]> blocks(String workUnit, long from, long to) {
        return reading(lane -> lane.list(
                "SELECT facts FROM block WHERE " + OF_MACHINE + " AND day BETWEEN ? AND ? ORDER BY day",
                row -> row.getBytes(1), workUnit, Math.floorDiv(from, DAY), Math.floorDiv(to, DAY) + 1));
    }

    @Override
    public Optional<SavedState> stateBefore(String workUnit, long time) {
        return reading(lane -> lane.list(
                "SELECT time, cells_to, intervals_to, kernel, newest FROM state WHERE " + OF_MACHINE
                        + " AND time <= ? ORDER BY time DESC LIMIT 1",
                row -> new SavedState(row.getLong(1), new Decided(row.getLong(2), row.getLong(3)), row.getBytes(4),
                        SmallCodecs.newest(row.getBytes(5))),
                workUnit, time)).stream().findFirst();
    }

    @Override
    public List<Long> stateTimes(String workUnit) {
        return reading(lane -> lane.list("SELECT time FROM state WHERE " + OF_MACHINE + " ORDER BY time",
                row -> row.getLong(1), workUnit));
    }

    @Override
    public List<Revision> revisions(String workUnit, long from, long to) {
        return reading(lane -> lane.list("SELECT number, at, code, parameters, from_time, to_time FROM revision WHERE "
                + OF_MACHINE + " AND from_time < ? AND to_time > ? ORDER BY number",
                row -> new Revision(row.getLong(1), row.getLong(2),
                        SmallCodecs.cause(row.getString(3), row.getBytes(4)), workUnit, row.getLong(5),
                        row.getLong(6)),
                workUnit, to, from));
    }

    @Override
    public Optional<Closing> closing(String workUnit, ShiftRef shift) {
        return reading(lane -> lane.list("SELECT to_time, at, sums FROM closing WHERE " + OF_MACHINE
                + " AND shift = ? AND from_time = ?",
                row -> new Closing(workUnit, shift, row.getLong(1), row.getLong(2),
                        FactsCodec.readQuantities(row.getBytes(3))),
                workUnit, shift.id(), shift.from())).stream().findFirst();
    }

    @Override
    public List<Touch> touches() {
        return reading(lane -> lane.list(
                "SELECT touch.number, machine.id, from_time, until, code, parameters FROM touch"
                        + " JOIN machine ON machine.number = touch.machine ORDER BY touch.number",
                row -> new Touch(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4),
                        SmallCodecs.cause(row.getString(5), row.getBytes(6)))));
    }

    @Override
    public OptionalLong mark(String name) {
        return reading(lane -> lane.list("SELECT value FROM mark WHERE name = ?", row -> row.getLong(1), name)).stream()
                .mapToLong(Long::longValue).findFirst();
    }

    @Override
    public <T> T write(Function<Transaction, T> changes) {
        try {
            return writer.transaction(lane -> {
                try {
                    return changes.apply(new Changes(lane));
                } catch (Changes.Failed e) {
                    throw e.cause();
                }
            });
        } catch (SQLException e) {
            throw told("written", e);
        }
    }

    private <T> T reading(Lane.Work<T> work) {
        try {
            return reader.use(work);
        } catch (SQLException | IndexOutOfBoundsException e) {
            throw told("read", e);
        }
    }

    private <T> T reading(Function<byte[], T> codec, byte[] bytes) {
        try {
            return codec.apply(bytes);
        } catch (IndexOutOfBoundsException e) {
            throw told("read", e);
        }
    }

    private EngineException told(String verb, Exception e) {
        return new EngineException(
                file + " cannot be " + verb + " (" + e.getMessage() + "); check its disk. The file may"
                        + " be deleted while Factfloor is stopped: it is filled again.",
                e);
    }

    @Override
    public void close() {
        try {
            reader.close();
            writer.close();
        } catch (SQLException e) {
            throw told("closed", e);
        }
    }
}
