package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Path;

/** The parts of a plant that somebody may be writing to. */
public interface Source {

    /** Keeps all of the journal that history has not taken, and what comes from now on, until it is closed. */
    Journal holdJournal();

    /** Runs while no file of the history comes, goes or changes but its database. */
    void atStandstill(Work work) throws IOException;

    /** Copies the history's database, as it is at one moment, into an empty folder. At a standstill. */
    void copyDatabase(Path folder) throws IOException;

    /** A journal that lets go of nothing. */
    interface Journal extends AutoCloseable {

        /** Copies what is durable now into an empty folder. */
        void copyTo(Path folder) throws IOException;

        @Override
        void close();
    }

    /** What is done at a standstill. */
    @FunctionalInterface
    interface Work {

        void run() throws IOException;
    }
}
