package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.factfloor.app.backup.Manifest.Entry;
import org.factfloor.history.duckdb.HistoryExamination;
import org.factfloor.history.duckdb.HistoryExamination.SettledFile;
import org.factfloor.intake.JournalExamination;
import org.factfloor.plant.Micros;
import org.jspecify.annotations.Nullable;

/** Opens the parts a backup consists of and compares them with each other. */
final class CopiedParts {

    private CopiedParts() {}

    /**
     * Compares them.
     *
     * @param folder with the parts
     * @param settled files by their path in the data folder
     * @param warnings gets what is wrong with the plant's own files
     * @throws IOException if a part does not open
     */
    static Manifest.Contents compare(Path folder, Map<String, Entry> settled, Consumer<String> warnings)
            throws IOException {
        checkRecords(folder.resolve("records.db"));
        OptionalLong plantVersion = new SqliteFile(folder.resolve("records.db"))
                .number("SELECT max(number) FROM plant_version");
        Path database = folder.resolve("history").resolve("hot.duckdb");
        if (Files.notExists(database)) {
            return new Manifest.Contents(0, waiting(folder, 0, warnings), null, null, boxed(plantVersion));
        }
        HistoryExamination history = HistoryExamination.ofDatabase(database);
        history.problems().forEach(warnings);
        for (SettledFile file : history.slices()) {
            Entry entry = settled.get("history/settled/" + file.name());
            if (entry == null || entry.size() != file.bytes()) {
                warnings.accept("The plant's settled file " + file.name() + " with " + file.samples()
                        + " samples is missing or broken, so it is not in this backup either; `factfloor doctor` tells"
                        + " more, an earlier backup may have it.");
            }
        }
        return new Manifest.Contents(history.samples(), waiting(folder, history.cursor(), warnings),
                time(history.from()), time(history.to()), boxed(plantVersion));
    }

    private static void checkRecords(Path records) throws IOException {
        List<String> problems = Files.exists(records) ? new SqliteFile(records).problems() : List.of();
        if (!problems.isEmpty()) {
            throw new IOException("the plant's records.db is damaged (" + problems.getFirst() + "); restore it from an"
                    + " earlier backup");
        }
    }

    private static long waiting(Path folder, long cursor, Consumer<String> warnings) throws IOException {
        JournalExamination journal = JournalExamination.of(folder.resolve("journal"), cursor, false);
        journal.problems().forEach(warnings);
        return journal.waiting();
    }

    private static @Nullable String time(OptionalLong micros) {
        return micros.isEmpty() ? null : Micros.toInstant(micros.getAsLong()).toString();
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isEmpty() ? null : number.getAsLong();
    }
}
