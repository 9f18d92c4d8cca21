package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.factfloor.history.HistoryException;
import org.factfloor.history.duckdb.HistoryExamination;
import org.factfloor.intake.JournalExamination;
import org.factfloor.intake.LedgerCheck;
import org.factfloor.plant.Micros;

/**
 * Looks through a data folder end to end and says in sentences what is wrong, where, and what to do. It mends nothing; only a
 * deep look at the ledger of a stopped plant opens history as a start does.
 */
public final class Doctor {

    private static final Duration OLD_BACKUP = Duration.ofDays(7);

    private final Subject subject;
    private final boolean deep;
    private final Progress progress;
    private final Findings findings = new Findings();

    /** How bad it is. */
    public enum Level {
        OK, NOTE, PROBLEM
    }

    /**
     * Something that was found.
     *
     * @param part of the folder
     * @param text a sentence
     */
    public record Finding(Level level, String part, String text) {}

    /** Looks at history, which only the one that has it open can read. */
    @FunctionalInterface
    public interface HistoryLook {

        HistoryExamination look(boolean deep) throws IOException;
    }

    /** Adds up the sample ledger, with history open and nobody writing to it. */
    @FunctionalInterface
    public interface LedgerLook {

        LedgerCheck look() throws IOException;
    }

    /**
     * What is looked at.
     *
     * @param newestFormat of a data folder that this product knows
     * @param floorBytes what has to stay free on the disk
     * @param running whether a server runs on it: this process
     * @param ledger empty while a server runs
     */
    public record Subject(Path data, int newestFormat, long floorBytes, boolean running, HistoryLook history,
            Optional<LedgerLook> ledger, InstantSource clock) {}

    private Doctor(Subject subject, boolean deep, Progress progress) {
        this.subject = subject;
        this.deep = deep;
        this.progress = progress;
    }

    /**
     * Looks through a folder.
     *
     * @param deep reads every settled file whole
     */
    public static List<Finding> examine(Subject subject, boolean deep, Progress progress) {
        return new Doctor(subject, deep, progress).examine();
    }

    private List<Finding> examine() {
        if (Files.exists(file(PlantFolder.RESTORING))) {
            findings.problem("folder",
                    subject.data() + " was not restored whole; run `factfloor restore` into it again.");
            return findings.list();
        }
        look("folder", 0, this::folder);
        look("disk", 0.02, this::disk);
        StoreChecks stores = new StoreChecks(subject.data(), subject.clock(), findings);
        look("records", 0.05, stores::records);
        look("facts", 0.15, stores::facts);
        look("certificates", 0.25, stores::certificates);
        look("history", 0.3, this::history);
        look("ledger", 0.95, this::ledger);
        look("backups", 0.99, this::backups);
        progress.at(1, "done");
        return findings.list();
    }

    private interface Look {

        void look() throws IOException;
    }

    private void look(String part, double at, Look look) {
        progress.at(at, part);
        try {
            look.look();
        } catch (IOException | HistoryException | BackupException e) {
            findings.problem(part, Backup.reason(e));
        }
    }

    private Path file(String name) {
        return subject.data().resolve(name);
    }

    private void folder() {
        if (Files.exists(file(PlantFolder.UPGRADING))) {
            findings.problem("folder",
                    "An update of " + subject.data() + " did not come to its end; the next start puts the folder"
                            + " back as it was before it.");
        }
        PlantFolder.Mark mark = PlantFolder.mark(subject.data());
        String text = "format " + mark.format() + ", installation " + mark.installation()
                + (subject.running() ? "; a server is running on it" : "; no server is running on it");
        if (mark.format() > subject.newestFormat()) {
            findings.problem("folder", text + "; it was written by a newer Factfloor, start that version.");
        } else if (mark.format() < subject.newestFormat()) {
            findings.note("folder",
                    text + "; the next start updates it to format " + subject.newestFormat() + " and keeps a copy.");
        } else {
            findings.ok("folder", text);
        }
    }

    private void disk() throws IOException {
        long free = Files.getFileStore(subject.data()).getUsableSpace();
        String text = Sizes.text(free) + " free on the disk";
        if (free < subject.floorBytes()) {
            findings.problem("disk", text + ", less than the " + Sizes.text(subject.floorBytes())
                    + " that must stay free: new samples are refused until some space is freed.");
        } else {
            findings.ok("disk", text);
        }
    }

    private void history() throws IOException {
        long cursor = 0;
        if (Files.notExists(file("history").resolve("hot.duckdb"))) {
            findings.note("history", "there is none yet.");
        } else {
            HistoryExamination found = subject.history().look(deep);
            cursor = found.cursor();
            found.problems().forEach(text -> findings.problem("history", text));
            found.broken().forEach(this::putBack);
            found.notes().forEach(text -> findings.note("history", text));
            String range = found.from().isEmpty()
                    ? ""
                    : ", from " + Micros.toInstant(found.from().getAsLong()) + " to "
                            + Micros.toInstant(found.to().orElseThrow());
            if (found.problems().isEmpty()) {
                findings.ok("history", String.format(Locale.ROOT, "%,d samples, %,d of them in %,d settled files%s; %s",
                        found.samples(), found.samples() - found.hotSamples(), found.slices().size(), range,
                        deep ? "each file was read whole" : "sizes and row counts fit, --deep reads each file whole"));
            }
        }
        progress.at(0.9, "journal");
        JournalExamination journal = JournalExamination.of(file("journal"), cursor, subject.running());
        journal.problems().forEach(text -> findings.problem("journal", text));
        journal.notes().forEach(text -> findings.note("journal", text));
        if (journal.problems().isEmpty()) {
            findings.ok("journal",
                    String.format(Locale.ROOT, "%,d records in %,d files, each with its checksum; %,d samples wait"
                            + " for history", journal.records(), journal.files(), journal.waiting()));
        }
    }

    /** Files of several folders have the same name, so the copy is named by its whole path. */
    private void putBack(String name) {
        String path = "history/" + name;
        findings.note("history", KeptCopy.newest(subject.data(), path)
                .map(copy -> "To put " + path + " back, stop the server, copy " + copy + " to " + file(path)
                        + ", and start it.")
                .orElse("No backup that can be read from here has " + path + ". In another one, look up \"" + path
                        + "\" in its manifest.json: the sha256 beside it begins the name of the copy in the folder files;"
                        + " stop the server, copy that one to " + file(path) + ", and start it."));
    }

    /** Whatever was found until here would only be told again, by sums that do not fit. */
    private void ledger() throws IOException {
        boolean whole = !findings.hasProblem();
        if (!deep || !whole || Files.notExists(file("history").resolve("hot.duckdb"))
                || PlantFolder.mark(subject.data()).format() != subject.newestFormat()) {
            return;
        }
        if (subject.ledger().isEmpty()) {
            findings.note("ledger", "samples are counted again only while the server is stopped.");
            return;
        }
        LedgerCheck found = subject.ledger().get().look();
        for (LedgerCheck.Finding finding : found.findings().subList(0, Math.min(10, found.findings().size()))) {
            findings.problem("ledger", String.format(Locale.ROOT,
                    "signal %d lacks %,d samples in the hour from %s that history had taken; compare it with a backup.",
                    finding.signal(), finding.missing(), finding.hour()));
        }
        if (found.addsUp()) {
            findings.ok("ledger",
                    String.format(Locale.ROOT, "%,d samples that were taken are accounted for, in %,d hours of signals",
                            found.applied(), found.hours()));
        } else {
            findings.problem("ledger", String.format(Locale.ROOT, "%,d samples in all are not where they should be.",
                    found.missing()));
        }
    }

    private void backups() {
        BackupBook book = BackupBook.read(subject.data());
        BackupBook.Failure failure = book.failure();
        BackupBook.Last last = book.last();
        if (failure != null) {
            findings.problem("backups", "the backup of " + failure.at() + " failed: " + failure.text());
        }
        if (last == null) {
            findings.note("backups",
                    "this plant was never backed up from here; plan a nightly one on the System page, or run"
                            + " `factfloor backup --to DIR`.");
        } else if (Instant.parse(last.at()).isBefore(subject.clock().instant().minus(OLD_BACKUP))) {
            findings.note("backups",
                    "the last backup, " + last.folder() + ", is of " + last.at() + "; make another one.");
        } else {
            findings.ok("backups", "the last one is of " + last.at() + " in " + last.folder()
                    + "; `factfloor restore --check` reads it whole");
        }
    }
}
