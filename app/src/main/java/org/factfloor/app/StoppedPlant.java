package org.factfloor.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.factfloor.engine.FactStore;
import org.factfloor.engine.sqlite.SqliteFactStore;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeSettings;
import org.factfloor.records.Records;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All stores of a plant on which no server runs, for a command that works on them as a server would. A folder of an older
 * format is updated, and the update stands once all of them are open: nothing that the command stores can be put back.
 */
final class StoppedPlant implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoppedPlant.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Path path;
    private final Records records;
    private final History history;
    private final Intake intake;
    private final FactStore facts;

    private StoppedPlant(Path path, InstantSource clock) {
        this.path = path;
        try {
            DataFolder folder = open(DataFolder.lock(path));
            records = open(Records.open(path, clock, new SecureRandom()));
            history = open(DuckDbHistory.open(path.resolve("history")));
            intake = open(Intake.open(IntakeSettings.in(path.resolve("journal")), history, clock));
            facts = open(SqliteFactStore.open(path.resolve("facts").resolve("facts.db")));
            folder.ready();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Opens them.
     *
     * @throws StartException if there is no plant, or another process runs on it
     */
    static StoppedPlant open(Path path, InstantSource clock) {
        if (!Files.exists(path.resolve("records.db"))) {
            throw new StartException("The data folder " + path + " holds no plant; name one with --data.", null);
        }
        return new StoppedPlant(path, clock);
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    Path path() {
        return path;
    }

    Records records() {
        return records;
    }

    History history() {
        return history;
    }

    Intake intake() {
        return intake;
    }

    FactStore facts() {
        return facts;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not close cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
