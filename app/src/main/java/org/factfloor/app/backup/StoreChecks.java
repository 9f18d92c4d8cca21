package org.factfloor.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.factfloor.records.Records;
import org.factfloor.records.RecordsException;

/** The doctor's look at records, facts and certificates, and at the keys and who may read them. */
final class StoreChecks {

    private final Path data;
    private final InstantSource clock;
    private final Findings findings;

    StoreChecks(Path data, InstantSource clock, Findings findings) {
        this.data = data;
        this.clock = clock;
        this.findings = findings;
    }

    private Path file(String name) {
        return data.resolve(name);
    }

    void records() throws IOException {
        Path records = file("records.db");
        if (Files.notExists(records)) {
            findings.note("records", "there is no records.db: nobody has set the plant up yet.");
            return;
        }
        SqliteFile sqlite = new SqliteFile(records);
        List<String> damages = sqlite.problems();
        damages.forEach(damage -> findings.problem("records", records + " is damaged: " + damage
                + "; stop the server and restore a backup into a new folder."));
        OptionalLong version = sqlite.number("SELECT CAST(version AS INTEGER) FROM flyway_schema_history WHERE success"
                + " ORDER BY installed_rank DESC LIMIT 1");
        long newest = Records.newestVersion();
        if (damages.isEmpty() && version.isPresent() && version.getAsLong() == newest) {
            key();
        } else if (version.orElse(0) > newest) {
            findings.problem("records",
                    "version " + version.getAsLong() + " of the tables, written by a newer Factfloor; start that"
                            + " version.");
        } else if (damages.isEmpty()) {
            findings.note("records",
                    "version " + version.orElse(0) + " of the tables; the next start updates them to " + newest
                            + ".");
        }
    }

    private void key() throws IOException {
        Path key = file("secret.key");
        if (Files.exists(key) && !Folders.isPrivate(key)) {
            findings.problem("records", key + " can be read by others; run: chmod 600 " + key);
        }
        // Opens with the key that belongs to them only; with tables of this version it changes nothing.
        try (Records records = Records.open(data, clock, new SecureRandom())) {
            if (records.audit().verify()) {
                findings.ok("records", "whole, with their key; version " + Records.newestVersion()
                        + " of the tables; the audit trail is as it was written");
            } else {
                findings.problem("records",
                        "the audit trail in records.db was changed outside Factfloor; compare it with a"
                                + " backup.");
            }
        } catch (RecordsException e) {
            findings.problem("records", String.valueOf(e.getMessage()));
        }
    }

    void facts() {
        Path facts = file("facts").resolve("facts.db");
        if (Files.notExists(facts)) {
            findings.note("facts", "there are none yet; they are computed from history and records.");
            return;
        }
        List<String> damages = new SqliteFile(facts).problems();
        damages.forEach(damage -> findings.problem("facts", facts + " is damaged: " + damage
                + "; stop the server and restore the file from a backup. Only if there is none, delete it: facts are computed"
                + " again as far as samples are kept, but older ones, and sums of shifts as their reports had them, are"
                + " lost."));
        if (damages.isEmpty()) {
            findings.ok("facts", "whole; `factfloor verify` compares them with history");
        }
    }

    void certificates() throws IOException {
        Path own = file("certificates").resolve("own");
        List<String> secrets = List.of("client.p12", "client.password");
        if (secrets.stream().allMatch(name -> Files.notExists(own.resolve(name)))) {
            findings.note("certificates",
                    "there is no certificate of our own yet; it is made with the first connection that needs"
                            + " one.");
            return;
        }
        int before = findings.list().size();
        for (String name : secrets) {
            Path secret = own.resolve(name);
            if (Files.notExists(secret)) {
                findings.problem("certificates",
                        secret + " is missing; restore the folder " + own + " from a backup, or delete it"
                                + " and let the machines trust the new certificate.");
            } else if (!Folders.isPrivate(secret)) {
                findings.problem("certificates", secret + " can be read by others; run: chmod 600 " + secret);
            }
        }
        if (findings.list().size() == before) {
            try (Stream<Path> trusted = Files.isDirectory(file("certificates").resolve("trusted"))
                    ? Files.list(file("certificates").resolve("trusted"))
                    : Stream.empty()) {
                findings.ok("certificates",
                        "our own is there; " + trusted.filter(file -> file.toString().endsWith(".der")).count()
                                + " of machines are trusted");
            }
        }
    }
}
