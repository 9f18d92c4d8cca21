package org.factfloor.app;

import java.io.IOException;
import java.nio.file.Path;
import org.factfloor.app.backup.Source;
import org.factfloor.history.duckdb.HistoryFiles;
import org.factfloor.intake.Intake;
import org.factfloor.intake.JournalHold;

/** A running server's history and journal, to be copied while samples come in. */
final class RunningPlant implements Source {

    private final Intake intake;
    private final HistoryFiles history;

    RunningPlant(Intake intake, HistoryFiles history) {
        this.intake = intake;
        this.history = history;
    }

    @Override
    public Journal holdJournal() {
        JournalHold hold = intake.holdJournal();
        return new Journal() {
            @Override
            public void copyTo(Path folder) throws IOException {
                hold.copyTo(folder);
            }

            @Override
            public void close() {
                hold.close();
            }
        };
    }

    @Override
    public void atStandstill(Work work) throws IOException {
        history.atStandstill(work::run);
    }

    @Override
    public void copyDatabase(Path folder) {
        history.copyDatabase(folder.resolve("hot.duckdb"));
    }
}
