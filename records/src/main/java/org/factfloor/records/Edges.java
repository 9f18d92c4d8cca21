package org.factfloor.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Edge boxes: one-time codes that enrol them, the hashes of their tokens, and what they had to let go. Callers write what
 * they do to the {@link Audit} themselves.
 */
public final class Edges {

    /** How long a code is good for. */
    public static final Duration CODE_LASTS = Duration.ofHours(1);
    /** Codes that are good at a time; the oldest goes first. */
    private static final int MOST_CODES = 100;
    private static final RowMapper<Edge> EDGE = (row, _) -> new Edge(row.getString("name"), row.getString("box"),
            Micros.toInstant(row.getLong("enrolled_at")), row.getString("enrolled_by"),
            Optional.of(row.getLong("seen_at")).filter(at -> at != 0).map(Micros::toInstant),
            row.getBytes("token_hash") == null, row.getLong("lost"));

    private final Database database;
    private final Tokens tokens;
    private final InstantSource clock;

    /**
     * A box that has just been enrolled.
     *
     * @param token told here and never again
     * @param replaces whether another box had the name before
     */
    public record Enrolled(String name, String token, boolean replaces) {
        @Override
        public String toString() {
            return "Enrolled[" + name + "]";
        }
    }

    private record Code(String name, String createdBy) {}

    Edges(Database database, Tokens tokens, InstantSource clock) {
        this.database = database;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Makes a code that enrols one box, once.
     *
     * @return 256 random bits; only their hash is kept
     */
    public String code(String name, String actor) {
        String code = tokens.next();
        Instant now = clock.instant();
        database.change(handle -> {
            handle.execute("DELETE FROM edge_code WHERE expires_at <= ? OR name = ?", Micros.of(now), name);
            handle.execute("DELETE FROM edge_code WHERE code_hash IN (SELECT code_hash FROM edge_code"
                    + " ORDER BY expires_at DESC LIMIT -1 OFFSET ?)", MOST_CODES - 1);
            handle.execute("INSERT INTO edge_code (code_hash, name, expires_at, created_by) VALUES (?, ?, ?, ?)",
                    Tokens.hash(code), name, Micros.of(now.plus(CODE_LASTS)), actor);
        });
        return code;
    }

    /**
     * Uses a code up, and gives the box a token in place of the one that its name had.
     *
     * @param box id of its data folder
     * @return empty if there is no such code, or it is over
     */
    public Optional<Enrolled> enrol(String code, String box) {
        String token = tokens.next();
        long now = Micros.of(clock.instant());
        return database.write(handle -> {
            Optional<Code> found = handle
                    .createQuery("SELECT name, created_by FROM edge_code WHERE code_hash = :hash AND expires_at > :now")
                    .bind("hash", Tokens.hash(code)).bind("now", now)
                    .map((row, _) -> new Code(row.getString("name"), row.getString("created_by"))).findOne();
            handle.execute("DELETE FROM edge_code WHERE code_hash = ?", Tokens.hash(code));
            return found.map(known -> new Enrolled(known.name(), token, enrol(handle, known, token, box, now)));
        });
    }

    private static boolean enrol(Handle handle, Code code, String token, String box, long now) {
        Optional<String> before = handle.createQuery("SELECT box FROM edge WHERE name = :name")
                .bind("name", code.name()).mapTo(String.class).findOne();
        boolean replaces = before.isPresent() && !before.get().equals(box);
        if (replaces) {
            // Another data folder counts its reports from the beginning.
            handle.execute("UPDATE edge SET report = 0 WHERE name = ?", code.name());
        }
        handle.execute("INSERT INTO edge (name, token_hash, box, enrolled_at, enrolled_by) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash, box = excluded.box,"
                + " enrolled_at = excluded.enrolled_at, enrolled_by = excluded.enrolled_by", code.name(),
                Tokens.hash(token), box, now, code.createdBy());
        return replaces;
    }

    /** The box with this token. */
    public Optional<Edge> find(String token) {
        return database.read(handle -> handle.createQuery("SELECT * FROM edge WHERE token_hash = :hash")
                .bind("hash", Tokens.hash(token)).map(EDGE).findOne());
    }

    /** All boxes by name. */
    public List<Edge> list() {
        return database.read(handle -> handle.createQuery("SELECT * FROM edge ORDER BY name").map(EDGE).list());
    }

    /** Takes a box's token back, and any code for its name; false if it has none. */
    public boolean revoke(String name) {
        return database.write(handle -> {
            handle.execute("DELETE FROM edge_code WHERE name = ?", name);
            return handle.execute("UPDATE edge SET token_hash = NULL WHERE name = ? AND token_hash IS NOT NULL",
                    name) > 0;
        });
    }

    /** The box is connected. */
    public void seen(String name, Instant at) {
        database.change(handle -> handle.execute("UPDATE edge SET seen_at = ? WHERE name = ?", Micros.of(at), name));
    }

    /**
     * Counts what a box had to let go; a report that was counted before changes nothing.
     *
     * @param report its number, which rises
     * @return how many samples it had to let go since ever
     */
    public long lost(String name, long report, long samples) {
        return database.write(handle -> {
            handle.execute("UPDATE edge SET report = ?, lost = lost + ? WHERE name = ? AND report < ?", report, samples,
                    name, report);
            return handle.createQuery("SELECT lost FROM edge WHERE name = :name").bind("name", name).mapTo(Long.class)
                    .findOne().orElse(0L);
        });
    }
}
