package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds settled files that are missing or broken and sets them aside, so that the others can be read. */
final class Doctor {

    private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);

    /** Words of the engine's messages, in lower case. */
    private static final List<String> NOT_THE_FILE = List.of("out of memory", "too many open files", "interrupt",
            "no space left", "connection has been closed", "database has been invalidated");

    private final Slices slices;

    Doctor(Slices slices) {
        this.slices = slices;
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

    private void setAside(Slice slice) {
        slices.setAside(slice);
        LOG.error(fault(slice));
    }

    private void setAside(TierFile file) {
        slices.setAside(file);
        LOG.warn("The file {} is missing or broken; what it tallies is counted again from the samples.", file.file());
    }

    /** What is wrong, in a sentence. */
    List<String> faults() {
        return slices.unreadable().stream().map(Doctor::fault).sorted().toList();
    }

    private static String fault(Slice slice) {
        return "The settled file " + slice.file() + " with " + slice.rows()
                + " samples is missing or broken; what it holds is left out until it is restored from a backup"
                + " and the server is started again.";
    }
}
