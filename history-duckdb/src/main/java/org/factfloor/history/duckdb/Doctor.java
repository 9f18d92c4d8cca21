package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds settled files that are missing or broken and sets them aside, so that the others can be read. */
final class Doctor {

    private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);

    /** Words of the engine's messages, in lower case. */
    private static final List<String> NOT_THE_FILE = List.of("out of memory", "too many open files", "interrupt",
            "no space left", "connection has been closed", "database has been invalidated");

    /** Most signals a fault names. */
    private static final int NAMED = 20;

    private final Database database;
    private final Slices slices;
    private final FileList list;
    /** What each file that is set aside was when it was looked at last. */
    private final Map<Path, String> judged = new ConcurrentHashMap<>();
    private final Map<Slice, List<String>> signals = new ConcurrentHashMap<>();

    Doctor(Database database, Slices slices, FileList list) {
        this.database = database;
        this.slices = slices;
        this.list = list;
    }

    /** Sets aside slices whose file is missing or has another size than it was written with. */
    void checkSizes() {
        for (Slice slice : slices.now().byStart().values()) {
            if (!hasItsSize(slice.file(), slice.bytes())) {
                setAside(slice);
            }
        }
        for (TierFile file : slices.now().tiers().files()) {
            if (!hasItsSize(file.file(), file.bytes())) {
                setAside(file);
            }
        }
    }

    private static boolean hasItsSize(Path file, long bytes) {
        try {
            return Files.size(file) == bytes;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads these slices and tallies whole and sets the broken ones aside.
     *
     * @param fault why they are suspected
     * @return whether there were any
     */
    boolean setsAside(DuckDBConnection connection, List<Slice> suspects, List<TierFile> tallies, SQLException fault) {
        if (!mayBlameFile(fault)) {
            return false;
        }
        boolean found = false;
        for (Slice slice : suspects) {
            if (!hasItsSize(slice.file(), slice.bytes()) || !reads(connection, slice.file())) {
                setAside(slice);
                found = true;
            }
        }
        for (TierFile file : tallies) {
            if (!hasItsSize(file.file(), file.bytes()) || !reads(connection, file.file())) {
                setAside(file);
                found = true;
            }
        }
        return found;
    }

    private static boolean reads(DuckDBConnection connection, Path file) {
        try {
            Database.query(connection, "SELECT bit_xor(hash(COLUMNS(*))) FROM " + Layout.paths(List.of(file)), _ -> {
            });
            return true;
        } catch (SQLException e) {
            return !mayBlameFile(e);
        }
    }

    /** Whether a fault may come from a broken file, rather than from a lack of memory or file handles, or a stop. */
    private static boolean mayBlameFile(SQLException fault) {
        String message = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return NOT_THE_FILE.stream().noneMatch(message::contains);
    }

    /** Whether a slice that was set aside can be read now. Looks into a file once, until it is another one. */
    boolean isWholeAgain(DuckDBConnection connection, Slice slice) {
        return isWholeAgain(connection, slice.file(), slice.bytes());
    }

    /** The same of a file of tallies. */
    boolean isWholeAgain(DuckDBConnection connection, TierFile file) {
        return isWholeAgain(connection, file.file(), file.bytes());
    }

    private boolean isWholeAgain(DuckDBConnection connection, Path file, long bytes) {
        String state = state(file);
        if (!hasItsSize(file, bytes) || state.equals(judged.get(file))) {
            return false;
        }
        boolean isWhole = reads(connection, file);
        if (!isWhole) {
            judged.put(file, state);
        }
        return isWhole;
    }

    /** A slice that was set aside is in use again. */
    void noteReturn(Slice slice) {
        judged.remove(slice.file());
        signals.remove(slice);
        LOG.info("The settled file {} is back; its {} samples count again.", slice.file(), slice.rows());
    }

    /** Reads a file of tallies again that was set aside. */
    void takeBack(TierFile file) {
        slices.takeBack(file);
        list.write(slices);
        judged.remove(file.file());
        LOG.info("The file {} is back; what it tallies is told again.", file.file());
    }

    /** Changes when a file is written or replaced, even by one of the same size and date. */
    private static String state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? Files.getAttribute(file, "unix:ctime")
                    : attributes.lastModifiedTime();
            return attributes.fileKey() + " " + attributes.size() + " " + changed;
        } catch (IOException e) {
            return "missing";
        }
    }

    private void setAside(Slice slice) {
        judged.put(slice.file(), state(slice.file()));
        slices.setAside(slice);
        list.write(slices);
        LOG.error(fault(slice, List.of()).en());
    }

    private void setAside(TierFile file) {
        judged.put(file.file(), state(file.file()));
        boolean isAlone = slices.setAside(file);
        list.write(slices);
        if (isAlone) {
            LOG.error(fault(file, slices.unreadableTallies().getOrDefault(file, List.of())).en());
        } else {
            judged.remove(file.file());
            LOG.warn("The file {} is missing or broken; what it tallies is counted again from the samples.",
                    file.file());
        }
    }

    /** What is wrong, in a few sentences each. */
    List<Label> faults() {
        List<Label> faults = new ArrayList<>();
        slices.unreadable().forEach(
                slice -> faults.add(fault(slice, signals.computeIfAbsent(slice, this::signalsOf))));
        slices.unreadableTallies().forEach((file, alone) -> faults.add(fault(file, alone)));
        return faults.stream().sorted(Comparator.comparing(Label::en)).toList();
    }

    /** References of the signals of a file, by what was tallied of it; empty where nothing was. */
    private List<String> signalsOf(Slice slice) {
        List<TierFile> tallies = slices.now()
                .tiers()
                .overlapping(Tier.HOUR, slice.from(), slice.to())
                .stream()
                .map(Tiers.Stretch::file)
                .distinct()
                .toList();
        if (tallies.isEmpty()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        try {
            database.read(connection -> {
                Database.query(connection, "SELECT DISTINCT signal FROM "
                        + Layout.paths(tallies.stream().map(TierFile::file).toList()) + " WHERE start + first_after >= "
                        + slice.from() + " AND start + first_after < " + slice.to() + " ORDER BY signal",
                        row -> found.add(row.getString(1)));
                return true;
            });
        } catch (SQLException e) {
            return List.of();
        }
        return found;
    }

    private static Label fault(Slice slice, List<String> signals) {
        Instant from = Micros.toInstant(slice.from());
        Instant to = Micros.toInstant(slice.to());
        String en = "";
        String zh = "";
        if (!signals.isEmpty()) {
            int more = signals.size() - NAMED;
            String named = String.join(", ", signals.subList(0, Math.min(NAMED, signals.size())));
            en = " of " + signals.size() + (signals.size() == 1 ? " signal" : " signals") + " (ref " + named
                    + (more > 0 ? " and " + more + " more" : "") + ")";
            zh = "（" + signals.size() + " 个点位，编号 " + named + (more > 0 ? " 等" : "") + "）";
        }
        return new Label("The settled file " + slice.file() + " with " + slice.rows() + " samples" + en + " from "
                + from + " to " + to
                + " is missing or broken and left out. Put the file back from a backup, and it counts again by itself; or"
                + " import the time anew.",
                "归档文件 " + slice.file() + " 缺失或损坏，已跳过；其中有 " + from + " 至 " + to + " 的 " + slice.rows() + " 个采样值"
                        + zh + "。请从备份放回该文件，即自动恢复；或重新导入该时段。");
    }

    private static Label fault(TierFile file, List<Tiers.Stretch> alone) {
        Instant from = Micros.toInstant(alone.getFirst().from());
        Instant to = Micros.toInstant(alone.getLast().to());
        return new Label(
                "The file of " + file.tier().folder() + " " + file.file() + " is missing or broken and left out."
                        + " From " + from + " to " + to
                        + " samples have been removed, and nothing else tells of them. Put the file"
                        + " back from a backup, and it counts again by itself.",
                "汇总文件 " + file.file() + " 缺失或损坏，已跳过。" + from + " 至 " + to
                        + " 的采样已删除，没有其他数据可代替。请从备份放回该文件，即自动恢复。");
    }
}
