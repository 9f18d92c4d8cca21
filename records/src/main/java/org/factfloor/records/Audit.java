package org.factfloor.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.factfloor.plant.Micros;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Who did what, in order. Entries are only ever added; each carries the SHA-256 of its content and of the hash before
 * it, so that a changed, removed or inserted entry shows.
 */
public final class Audit {

    private static final String STARTED = "server.start";
    private static final byte[] START = new byte[32];
    private static final RowMapper<Entry> ENTRY = (row, _) -> new Entry(row.getLong("id"),
            Micros.toInstant(row.getLong("at")), row.getString("actor"), row.getString("source"),
            row.getString("action"),
            row.getString("object"), row.getString("result"), row.getString("detail"));

    private final Database database;
    private final InstantSource clock;

    @SuppressWarnings("ArrayRecordComponent") // only carries a row, never compared
    private record Chained(Entry entry, byte[] hash) {}

    Audit(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One thing somebody did.
     *
     * @param id from 1, without holes
     * @param actor user, token or {@code system}
     * @param source where the request came from: an address or {@code command line}
     * @param action what was done, e.g. {@code plant.apply}
     * @param object what it was done to
     * @param result {@code ok} or why not
     * @param detail more about it, without secrets; may be empty
     */
    public record Entry(long id, Instant at, String actor, String source, String action, String object, String result,
            String detail) {}

    /** Adds an entry at the present time. */
    public void record(String actor, String source, String action, String object, String result, String detail) {
        database.change(handle -> add(handle, actor, source, action, object, result, detail));
    }

    /** Adds an entry inside a transaction that writes. */
    void add(Handle handle, String actor, String source, String action, String object, String result, String detail) {
        long last = greatestId(handle);
        byte[] before = handle.createQuery("SELECT hash FROM audit WHERE id = :id").bind("id", last).mapTo(byte[].class)
                .findOne().orElse(START);
        Entry entry = new Entry(last + 1, Micros.toInstant(Micros.of(clock.instant())), actor, source, action, object,
                result, detail);
        handle.execute("INSERT INTO audit (id, at, actor, source, action, object, result, detail, hash)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", entry.id(), Micros.of(entry.at()), actor, source, action,
                object,
                result, detail, hash(before, entry));
    }

    /** Notes that the server was started; while it was not, nobody looked. */
    public void started(String version) {
        record("system", "server", STARTED, version, "ok", "");
    }

    /** When the server was started in [from, to), µs, oldest first. */
    public List<Long> starts(long from, long to) {
        return database.read(handle -> handle
                .createQuery("SELECT at FROM audit WHERE action = :action AND at >= :from AND at < :to ORDER BY at")
                .bind("action", STARTED).bind("from", from).bind("to", to).mapTo(Long.class).list());
    }

    /**
     * The newest entries, newest first.
     *
     * @param before only entries with a smaller id, where given
     */
    public List<Entry> page(OptionalLong before, int limit) {
        return database.read(handle -> handle
                .createQuery("SELECT * FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit")
                .bind("before", before.orElse(Long.MAX_VALUE)).bind("limit", limit).map(ENTRY).list());
    }

    /** Whether every entry is what was written and none is missing. */
    public boolean verify() {
        return database.read(handle -> {
            long expected = 1;
            byte[] before = START;
            Iterator<Chained> entries = handle.createQuery("SELECT * FROM audit ORDER BY id")
                    .map((row, context) -> new Chained(ENTRY.map(row, context), row.getBytes("hash"))).iterator();
            while (entries.hasNext()) {
                Chained next = entries.next();
                byte[] hash = hash(before, next.entry());
                if (next.entry().id() != expected || !MessageDigest.isEqual(hash, next.hash())) {
                    return false;
                }
                expected++;
                before = hash;
            }
            return greatestId(handle) == expected - 1;
        });
    }

    /** The greatest id ever given, also when its entry was cut off. */
    private static long greatestId(Handle handle) {
        return handle.createQuery("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").mapTo(Long.class).findOne()
                .orElse(0L);
    }

    /** Over the hash before and each field behind its length, so that no two entries have the same bytes. */
    private static byte[] hash(byte[] before, Entry entry) {
        MessageDigest digest = Tokens.sha256();
        digest.update(before);
        digest.update(ByteBuffer.allocate(16).putLong(entry.id()).putLong(Micros.of(entry.at())).array());
        for (String field : List.of(entry.actor(), entry.source(), entry.action(), entry.object(), entry.result(),
                entry.detail())) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }
}
