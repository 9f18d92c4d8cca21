package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.factfloor.history.HistoryException;
import org.factfloor.history.duckdb.HistoryExamination;
import org.factfloor.intake.JournalExamination;
import org.factfloor.intake.LedgerCheck;
import org.factfloor.plant.Micros;
import org.factfloor.records.Records;
import org.factfloor.records.RecordsException;

/** Looks through a data folder end to end, changes nothing, and says in sentences what is wrong, where, and what to do. */
public final class Doctor {

    private static final Duration OLD_BACKUP = Duration.ofDays(7);

    private final Subject subject;
    private final boolean deep;
    private final Progress progress;
    private final List<Finding> findings = new ArrayList<>();

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
        look("folder", 0, this::folder);
        look("disk", 0.02, this::disk);
        look("records", 0.05, this::records);
        look("facts", 0.15, this::facts);
        look("certificates", 0.25, this::certificates);
        look("history", 0.3, this::history);
        look("ledger", 0.95, this::ledger);
        look("backups", 0.99, this::backups);
        progress.at(1, "done");
        return findings;
    }

    private interface Look {

        void look() throws IOException;
    }

    private void look(String part, double at, Look look) {
        progress.at(at, part);
        try {
            look.look();
        } catch (IOException | HistoryException | BackupException e) {
            problem(part, Backup.reason(e));
        }
    }

    private void ok(String part, String text) {
        findings.add(new Finding(Level.OK, part, text));
    }

    private void note(String part, String text) {
        findings.add(new Finding(Level.NOTE, part, text));
    }

    private void problem(String part, String text) {
        findings.add(new Finding(Level.PROBLEM, part, text));
    }

    private Path file(String name) {
        return subject.data().resolve(name);
    }

    private void folder() {
        if (Files.exists(file(PlantFolder.RESTORING))) {
            problem("folder", subject.data() + " was not restored whole; run `factfloor restore` into it again.");
        }
        if (Files.exists(file(PlantFolder.UPGRADING))) {
            problem("folder",
                    "An update of " + subject.data() + " did not come to its end; the next start puts the folder"
                            + " back as it was before it.");
        }
        PlantFolder.Mark mark = PlantFolder.mark(subject.data());
        String text = "format " + mark.format() + ", installation " + mark.installation()
                + (subject.running() ? "; a server is running on it" : "; no server is running on it");
        if (mark.format() > subject.newestFormat()) {
            problem("folder", text + "; it was written by a newer Factfloor, start that version.");
        } else if (mark.format() < subject.newestFormat()) {
            note("folder",
                    text + "; the next start updates it to format " + subject.newestFormat() + " and keeps a copy.");
        } else {
            ok("folder", text);
        }
    }

    private void disk() throws IOException {
        long free = Files.getFileStore(subject.data()).getUsableSpace();
        String text = Sizes.text(free) + " free on the disk";
        if (free < subject.floorBytes()) {
            problem("disk", text + ", less than the " + Sizes.text(subject.floorBytes())
                    + " that must stay free: new samples are refused until some space is freed.");
        } else {
            ok("disk", text);
        }
    }

    private void records() throws IOException {
        Path records = file("records.db");
        if (Files.notExists(records)) {
            note("records", "there is no records.db: nobody has set the plant up yet.");
            return;
        }
        SqliteFile sqlite = new SqliteFile(records);
        List<String> damages = sqlite.problems();
        damages.forEach(damage -> problem("records", records + " is damaged: " + damage
                + "; stop the server and restore a backup into a new folder."));
        OptionalLong version = sqlite.number("SELECT CAST(version AS INTEGER) FROM flyway_schema_history WHERE success"
                + " ORDER BY installed_rank DESC LIMIT 1");
        long newest = Records.newestVersion();
        if (damages.isEmpty() && version.isPresent() && version.getAsLong() == newest) {
            key();
        } else if (version.orElse(0) > newest) {
            problem("records",
                    "version " + version.getAsLong() + " of the tables, written by a newer Factfloor; start that"
                            + " version.");
        } else if (damages.isEmpty()) {
            note("records", "version " + version.orElse(0) + " of the tables; the next start updates them to " + newest
                    + ".");
        }
    }

    private void key() throws IOException {
        Path key = file("secret.key");
        if (Files.exists(key) && !Folders.isPrivate(key)) {
            problem("records", key + " can be read by others; run: chmod 600 " + key);
        }
        // Opens with the key that belongs to them only; with tables of this version it changes nothing.
        try (Records records = Records.open(subject.data(), subject.clock(), new SecureRandom())) {
            if (records.audit().verify()) {
                ok("records", "whole, with their key; version " + Records.newestVersion()
                        + " of the tables; the audit trail is as it was written");
            } else {
                problem("records", "the audit trail in records.db was changed outside Factfloor; compare it with a"
                        + " backup.");
            }
        } catch (RecordsException e) {
            problem("records", String.valueOf(e.getMessage()));
        }
    }

    private void facts() {
        Path facts = file("facts").resolve("facts.db");
        if (Files.notExists(facts)) {
            note("facts", "there are none yet; they are computed from history and records.");
            return;
        }
        List<String> damages = new SqliteFile(facts).problems();
        damages.forEach(damage -> problem("facts", facts + " is damaged: " + damage
                + "; stop the server, and restore the"
                + " file from a backup or delete it: facts are computed again, but sums of shifts as their reports had them"
                + " are lost."));
        if (damages.isEmpty()) {
            ok("facts", "whole; `factfloor verify` compares them with history");
        }
    }

    private void certificates() throws IOException {
        Path own = file("certificates").resolve("own");
        List<String> secrets = List.of("client.p12", "client.password");
        if (secrets.stream().allMatch(name -> Files.notExists(own.resolve(name)))) {
            note("certificates",
                    "there is no certificate of our own yet; it is made with the first connection that needs"
                            + " one.");
            return;
        }
        int before = findings.size();
        for (String name : secrets) {
            Path secret = own.resolve(name);
            if (Files.notExists(secret)) {
                problem("certificates",
                        secret + " is missing; restore the folder " + own + " from a backup, or delete it"
                                + " and let the machines trust the new certificate.");
            } else if (!Folders.isPrivate(secret)) {
                problem("certificates", secret + " can be read by others; run: chmod 600 " + secret);
            }
        }
        if (findings.size() == before) {
            try (Stream<Path> trusted = Files.isDirectory(file("certificates").resolve("trusted"))
                    ? Files.list(file("certificates").resolve("trusted"))
                    : Stream.empty()) {
                ok("certificates",
                        "our own is there; " + trusted.filter(file -> file.toString().endsWith(".der")).count()
                                + " of machines are trusted");
            }
        }
    }

    private void history() throws IOException {
        long cursor = 0;
        if (Files.notExists(file("history").resolve("hot.duckdb"))) {
            note("history", "there is none yet.");
        } else {
            HistoryExamination found = subject.history().look(deep);
            cursor = found.cursor();
            found.problems().forEach(text -> problem("history", text));
            found.notes().forEach(text -> note("history", text));
            String range = found.from().isEmpty()
                    ? ""
                    : ", from " + Micros.toInstant(found.from().getAsLong()) + " to "
                            + Micros.toInstant(found.to().orElseThrow());
            if (found.problems().isEmpty()) {
                ok("history", String.format(Locale.ROOT, "%,d samples, %,d of them in %,d settled files%s; %s",
                        found.samples(), found.samples() - found.hotSamples(), found.slices().size(), range,
                        deep ? "each file was read whole" : "sizes and row counts fit, --deep reads each file whole"));
            }
        }
        progress.at(0.9, "journal");
        JournalExamination journal = JournalExamination.of(file("journal"), cursor, subject.running());
        journal.problems().forEach(text -> problem("journal", text));
        journal.notes().forEach(text -> note("journal", text));
        if (journal.problems().isEmpty()) {
            ok("journal",
                    String.format(Locale.ROOT, "%,d records in %,d files, each with its checksum; %,d samples wait"
                            + " for history", journal.records(), journal.files(), journal.waiting()));
        }
    }

    /** Whatever was found until here would only be told again, by sums that do not fit. */
    private void ledger() throws IOException {
        boolean whole = findings.stream().noneMatch(finding -> finding.level() == Level.PROBLEM);
        if (!deep || !whole || Files.notExists(file("history").resolve("hot.duckdb"))
                || PlantFolder.mark(subject.data()).format() != subject.newestFormat()) {
            return;
        }
        if (subject.ledger().isEmpty()) {
            note("ledger", "samples are counted again only while the server is stopped.");
            return;
        }
        LedgerCheck found = subject.ledger().get().look();
        for (LedgerCheck.Finding finding : found.findings().subList(0, Math.min(10, found.findings().size()))) {
            problem("ledger", String.format(Locale.ROOT,
                    "signal %d lacks %,d samples in the hour from %s that history had taken; compare it with a backup.",
                    finding.signal(), finding.missing(), finding.hour()));
        }
        if (found.addsUp()) {
            ok("ledger",
                    String.format(Locale.ROOT, "%,d samples that were taken are accounted for, in %,d hours of signals",
                            found.applied(), found.hours()));
        } else {
            problem("ledger", String.format(Locale.ROOT, "%,d samples in all are not where they should be.",
                    found.missing()));
        }
    }

    private void backups() {
        BackupBook book = BackupBook.read(subject.data());
        BackupBook.Failure failure = book.failure();
        BackupBook.Last last = book.last();
        if (failure != null) {
            problem("backups", "the backup of " + failure.at() + " failed: " + failure.text());
        }
        if (last == null) {
            note("backups", "this plant was never backed up from here; plan a nightly one on the System page, or run"
                    + " `factfloor backup --to DIR`.");
        } else if (Instant.parse(last.at()).isBefore(subject.clock().instant().minus(OLD_BACKUP))) {
            note("backups", "the last backup, " + last.folder() + ", is of " + last.at() + "; make another one.");
        } else {
            ok("backups", "the last one is of " + last.at() + " in " + last.folder()
                    + "; `factfloor restore --check` reads it whole");
        }
    }
}
