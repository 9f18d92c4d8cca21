package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.factfloor.history.HistoryException;

/** The files of an open history, to be copied and examined beside all that goes on. Safe for many threads. */
public final class HistoryFiles {

    private final Path folder;
    /** Held by whoever makes settled files come and go. */
    private final Object settling;
    private final Database database;
    private final Slices slices;

    HistoryFiles(Path folder, Object settling, Database database, Slices slices) {
        this.folder = folder;
        this.settling = settling;
        this.database = database;
        this.slices = slices;
    }

    /** What is done at a standstill. */
    @FunctionalInterface
    public interface Copying {

        /** Does it. */
        void run() throws IOException;
    }

    /**
     * Runs while no file of the folder comes, goes or changes, but for the database, which goes on taking samples. Waits for
     * a slice that is being written.
     */
    public void atStandstill(Copying copying) throws IOException {
        synchronized (settling) {
            copying.run();
        }
    }

    /**
     * Copies the database as it is at one moment to a new file; samples are applied meanwhile. At a
     * {@linkplain #atStandstill standstill}, so that the files it names are those of the folder.
     *
     * @throws HistoryException if it cannot be written
     */
    public void copyDatabase(Path target) {
        synchronized (settling) {
            try {
                database.copyTo(target);
            } catch (SQLException e) {
                throw failed("copy", e);
            }
        }
    }

    /**
     * Compares the database with the settled files.
     *
     * @param deep reads every settled file whole
     * @throws HistoryException if the database cannot be read
     */
    public HistoryExamination examine(boolean deep) {
        try {
            HistoryExamination found;
            Slices.Snapshot kept;
            synchronized (settling) {
                found = HistoryExamination.listed(database.settler(), folder);
                // Keeps the files that are listed from being deleted.
                kept = slices.take();
            }
            try {
                found.compareFiles(use -> database.read(reader -> {
                    use.with(reader);
                    return true;
                }), folder, deep);
            } finally {
                slices.release(kept);
            }
            return found;
        } catch (SQLException e) {
            throw failed("examine", e);
        }
    }

    private HistoryException failed(String verb, SQLException e) {
        return new HistoryException("Could not " + verb + " the history in " + folder + ": " + e.getMessage(), e);
    }
}
