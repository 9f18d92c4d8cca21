package org.factfloor.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal;
import org.factfloor.records.plantfile.PlantDiff;
import org.factfloor.records.plantfile.PlantFile;
import org.factfloor.records.plantfile.Problem;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The versions of the plant model. None is ever changed or removed. */
public final class PlantVersions {

    /** What problems call the file. */
    private static final String FILE = "plant.yaml";
    private static final int CHANGES_IN_AUDIT = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RowMapper<PlantVersion.Header> HEADER = (row, _) -> new PlantVersion.Header(
            row.getInt("number"),
            Micros.toInstant(row.getLong("at")), row.getString("author"), row.getString("comment"));

    private final Database database;
    private final SignalRegistry signals;
    private final Audit audit;
    private final InstantSource clock;
    /** The newest version read so far; null until somebody asked. */
    private volatile @Nullable Held held;

    private record Row(PlantVersion.Header header, String yaml) {}

    private record Held(PlantVersion version, PlantFile.Ok file) {}

    PlantVersions(Database database, SignalRegistry signals, Audit audit, InstantSource clock) {
        this.database = database;
        this.signals = signals;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of a proposed plant file. */
    public sealed interface Outcome {
        /** It is the new version. */
        record Applied(PlantVersion version, PlantDiff diff) implements Outcome {}

        /** It is what holds already, to the byte; nothing was written. */
        record Unchanged(PlantVersion version) implements Outcome {}

        /** It is not valid; nothing was written. */
        record Rejected(List<Problem> problems) implements Outcome {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }

        /** It would be applied; nothing was written. */
        record Preview(PlantDiff diff) implements Outcome {}

        /**
         * It was made from another version than the one that holds now; nothing was written.
         *
         * @param current number of the version that holds; 0 for none
         */
        record Conflict(int current) implements Outcome {}
    }

    /**
     * A plant file somebody wants to hold.
     *
     * @param source where the request came from, for the audit: an address or {@code command line}
     * @param basedOn the version it was made from, where the author knows; another one that holds by now is a conflict
     */
    public record Proposal(String yaml, String author, String source, String comment, OptionalInt basedOn) {}

    /** The version that holds. */
    public Optional<PlantVersion> current() {
        return held().map(Held::version);
    }

    /** The newest versions, newest first. */
    public List<PlantVersion.Header> list(int limit) {
        return database.read(handle -> handle
                .createQuery("SELECT number, at, author, comment FROM plant_version ORDER BY number DESC LIMIT :limit")
                .bind("limit", limit).map(HEADER).list());
    }

    public Optional<PlantVersion> version(int number) {
        Held now = held;
        if (now != null && now.version().number() == number) {
            return Optional.of(now.version());
        }
        return row(number).map(PlantVersions::read).map(Held::version);
    }

    /** What would come of applying the text: {@code Preview}, {@code Unchanged} or {@code Rejected}. */
    public Outcome preview(String yaml) {
        Optional<Held> before = held();
        if (before.isPresent() && before.get().version().yaml().equals(yaml)) {
            return new Outcome.Unchanged(before.get().version());
        }
        return switch (PlantFile.read(yaml, FILE)) {
            case PlantFile.Invalid(List<Problem> problems) -> new Outcome.Rejected(problems);
            case PlantFile.Ok file -> new Outcome.Preview(diff(before, file));
        };
    }

    /** Applies a text from no particular place, whatever version holds. */
    public Outcome apply(String yaml, String author, String comment) {
        return apply(new Proposal(yaml, author, "", comment, OptionalInt.empty()));
    }

    /**
     * Makes a plant file the version that holds, gives each new signal its reference and writes the difference to the
     * audit: all of it or nothing.
     */
    public Outcome apply(Proposal proposal) {
        // The text is read before the transaction, since that may take a while.
        PlantFile.Result read = PlantFile.read(proposal.yaml(), FILE);
        if (read instanceof PlantFile.Invalid(List<Problem> problems)) {
            return new Outcome.Rejected(problems);
        }
        PlantFile.Ok file = (PlantFile.Ok) read;
        while (true) {
            Optional<Held> before = held();
            int number = before.map(version -> version.version().number()).orElse(0);
            if (proposal.basedOn().isPresent() && proposal.basedOn().getAsInt() != number) {
                return new Outcome.Conflict(number);
            }
            if (before.isPresent() && before.get().version().yaml().equals(proposal.yaml())) {
                return new Outcome.Unchanged(before.get().version());
            }
            PlantDiff diff = diff(before, file);
            Optional<PlantVersion> version = store(proposal, file, diff, number);
            if (version.isPresent()) {
                return new Outcome.Applied(version.get(), diff);
            }
            // Somebody else applied a version in between: compare with that one.
        }
    }

    /** Stores the file as the version after {@code before}; empty if that is no longer the newest. */
    private Optional<PlantVersion> store(Proposal proposal, PlantFile.Ok file, PlantDiff diff, int before) {
        Instant at = Micros.toInstant(Micros.of(clock.instant()));
        PlantVersion version = new PlantVersion(before + 1, at, proposal.author(), proposal.comment(), proposal.yaml(),
                file.model());
        Optional<Map<String, Integer>> refs = database.write(handle -> {
            if (newest(handle) != before) {
                return Optional.<Map<String, Integer>>empty();
            }
            handle.execute("INSERT INTO plant_version (number, at, author, comment, yaml) VALUES (?, ?, ?, ?, ?)",
                    version.number(), Micros.of(at), version.author(), version.comment(), version.yaml());
            audit.add(handle, proposal.author(), proposal.source(), "plant.apply", "plant version " + version.number(),
                    "ok", detail(proposal.comment(), diff));
            return Optional.of(signals.assign(handle, file.model().signals().map(Signal::key)));
        });
        if (refs.isEmpty()) {
            return Optional.empty();
        }
        signals.remember(refs.get());
        hold(new Held(version, file));
        return Optional.of(version);
    }

    /** Keeps the newer of two versions that were stored at nearly the same time. */
    private synchronized void hold(Held candidate) {
        Held now = held;
        if (now == null || now.version().number() < candidate.version().number()) {
            held = candidate;
        }
    }

    private static int newest(Handle handle) {
        return handle.createQuery("SELECT coalesce(max(number), 0) FROM plant_version").mapTo(Integer.class).one();
    }

    /** The version that holds. The file is asked each time, since a command beside the server may have applied one. */
    private Optional<Held> held() {
        Held known = held;
        int newest = database.read(PlantVersions::newest);
        if (known == null || known.version().number() < newest) {
            row(newest).map(PlantVersions::read).ifPresent(this::hold);
            known = held;
        }
        return Optional.ofNullable(known);
    }

    private Optional<Row> row(int number) {
        return database.read(handle -> handle.createQuery("SELECT * FROM plant_version WHERE number = :number")
                .bind("number", number)
                .map((result, context) -> new Row(HEADER.map(result, context), result.getString("yaml"))).findOne());
    }

    private static Held read(Row row) {
        PlantVersion.Header header = row.header();
        return switch (PlantFile.read(row.yaml(), FILE)) {
            case PlantFile.Ok file -> new Held(new PlantVersion(header.number(), header.at(), header.author(),
                    header.comment(), row.yaml(), file.model()), file);
            case PlantFile.Invalid(List<Problem> problems) -> throw new RecordsException("plant version "
                    + header.number() + " cannot be read by this version of Factfloor: " + problems.getFirst()
                    + " Export it with the version that wrote it, mend it and apply it");
        };
    }

    private static PlantDiff diff(Optional<Held> before, PlantFile.Ok after) {
        return before.map(version -> PlantDiff.between(version.file(), after)).orElseGet(() -> PlantDiff.from(after));
    }

    private static String detail(String comment, PlantDiff diff) {
        Map<String, Object> detail = new LinkedHashMap<>();
        if (!comment.isEmpty()) {
            detail.put("comment", comment);
        }
        detail.put("changes", diff.changes().stream().limit(CHANGES_IN_AUDIT)
                .map(change -> Map.of("kind", change.kind().name().toLowerCase(Locale.ROOT), "path",
                        change.path(), "before", change.before(), "after", change.after()))
                .toList());
        if (diff.changes().size() > CHANGES_IN_AUDIT) {
            detail.put("more", diff.changes().size() - CHANGES_IN_AUDIT);
        }
        try {
            return JSON.writeValueAsString(detail);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers are always JSON", impossible);
        }
    }
}
