package org.factfloor.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** The tables of the entries: all versions, and those that stand. */
final class EntryTable {

    /** Where the next one of a kind that runs on until then begins. */
    private static final String NEXT = "(SELECT min(n.from_time) FROM entry n WHERE n.work_unit = e.work_unit"
            + " AND n.kind = e.kind AND n.from_time > e.from_time"
            + " AND (n.to_time IS NULL OR n.to_time > n.from_time))";
    /** Where an entry {@code e} ends; null where it runs on. */
    static final String UNTIL = "coalesce(e.to_time, CASE WHEN e.kind IN ('staffing', 'state', 'product', 'job')"
            + " THEN " + NEXT + " END)";

    private static final String STANDS = "SELECT v.*, " + UNTIL
            + " AS until FROM entry e JOIN entry_version v USING (cursor)";
    private static final String TOUCHING = STANDS + " WHERE e.from_time < :to AND (e.from_time >= :from"
            + " OR e.kind NOT IN ('reject', 'output', 'count') AND coalesce(" + UNTIL + " > :from, true))";
    private static final String BY_BEGINNING = " ORDER BY e.from_time, v.cursor";
    private static final String OF_ALL = TOUCHING + BY_BEGINNING;
    /** A text of its own, for a condition that only may name a machine is found by no index. */
    static final String OF_MACHINE = TOUCHING + " AND e.work_unit = :machine" + BY_BEGINNING;
    private static final String OTHERS = " AND work_unit = :machine AND kind = :kind AND id <> :id"
            + " AND (to_time IS NULL OR to_time > from_time)";

    static final RowMapper<EntryVersion> VERSION = (row, _) -> new EntryVersion(row.getLong("cursor"), entry(row, ""),
            EntryVersion.Act.valueOf(row.getString("change")), row.getLong("received_at"), row.getString("remark"));

    private static final RowMapper<Standing> STANDING = (row, context) -> new Standing(VERSION.map(row, context),
            time(row, "until"));

    private static Entry entry(ResultSet row, String before) throws SQLException {
        return new Entry(row.getString("entry_id"), row.getInt(before + "revision"),
                row.getString(before + "work_unit"), row.getLong(before + "from_time"), time(row, before + "to_time"),
                row.getLong(before + "said_at"), row.getString(before + "author"),
                ClaimJson.read(row.getString(before + "claim")));
    }

    /** A column of µs that may be null. */
    static OptionalLong time(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    /** Adds a version and makes it, or nothing, the one that stands. */
    EntryVersion add(Handle handle, EntryVersion.Act act, Entry entry, long now, String remark) {
        Long to = entry.to().isPresent() ? (Long) entry.to().getAsLong() : null;
        handle.execute("INSERT INTO entry_version (entry_id, revision, change, work_unit, from_time, to_time, said_at,"
                + " author, claim, received_at, remark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", entry.id(),
                entry.revision(), act.name(), entry.workUnit(), entry.from(), to, entry.saidAt(), entry.author(),
                ClaimJson.write(entry.claim()), now, remark);
        long cursor = handle.createQuery("SELECT last_insert_rowid()").mapTo(Long.class).one();
        handle.execute("DELETE FROM entry WHERE id = ?", entry.id());
        if (act != EntryVersion.Act.RETRACTED) {
            handle.execute("INSERT INTO entry (id, cursor, work_unit, from_time, to_time, kind, about)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)", entry.id(), cursor, entry.workUnit(), entry.from(), to,
                    ClaimJson.kind(entry.claim()), ClaimJson.about(entry.claim()).orElse(null));
        }
        return new EntryVersion(cursor, entry, act, now, remark);
    }

    Optional<EntryVersion> newest(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM entry_version WHERE entry_id = :id ORDER BY revision DESC LIMIT 1")
                .bind("id", id).map(VERSION).findOne();
    }

    Optional<EntryVersion> version(Handle handle, String id, int revision) {
        return handle.createQuery("SELECT * FROM entry_version WHERE entry_id = :id AND revision = :revision")
                .bind("id", id).bind("revision", revision).map(VERSION).findOne();
    }

    List<EntryVersion> history(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM entry_version WHERE entry_id = :id ORDER BY revision").bind("id", id)
                .map(VERSION).list();
    }

    /** What stands of a machine and touches [from, to); claims at one instant lie at it. */
    List<Standing> standing(Handle handle, String workUnit, long from, long to) {
        return handle.createQuery(OF_MACHINE).bind("machine", workUnit).bind("from", from).bind("to", to)
                .map(STANDING).list();
    }

    /** Standing staffing of a machine that touches [from, to). */
    List<Standing> staffing(Handle handle, String workUnit, long from, long to) {
        return handle
                .createQuery(TOUCHING + " AND e.work_unit = :machine AND e.kind = 'staffing'" + BY_BEGINNING)
                .bind("machine", workUnit).bind("from", from).bind("to", to).map(STANDING).list();
    }

    /** As {@link #standing(Handle, String, long, long)}, of all machines. */
    List<Standing> standing(Handle handle, long from, long to) {
        return handle.createQuery(OF_ALL).bind("from", from).bind("to", to).map(STANDING).list();
    }

    /** Where the next one of its kind begins on its machine, µs. */
    OptionalLong next(Handle handle, Entry entry) {
        return of(handle, entry, "SELECT min(from_time) AS next FROM entry WHERE from_time > :from" + OTHERS)
                .map((row, _) -> time(row, "next")).one();
    }

    /** Whether the last one of its kind that began before it has no end. */
    boolean followsOpen(Handle handle, Entry entry) {
        return of(handle, entry, "SELECT to_time IS NULL FROM entry WHERE from_time < :from" + OTHERS
                + " ORDER BY from_time DESC, to_time IS NULL DESC LIMIT 1").mapTo(Boolean.class).findOne()
                .orElse(false);
    }

    private static Query of(Handle handle, Entry entry, String sql) {
        return handle.createQuery(sql).bind("machine", entry.workUnit()).bind("kind", ClaimJson.kind(entry.claim()))
                .bind("id", entry.id()).bind("from", entry.from());
    }

    /** Standing entries of a kind that name something. */
    List<Standing> about(Handle handle, String kind, String about) {
        return handle
                .createQuery(STANDS + " WHERE e.kind = :kind AND e.about = :about" + BY_BEGINNING)
                .bind("kind", kind).bind("about", about).map(STANDING).list();
    }

    List<Changes.Change<Entry>> changesAfter(Handle handle, long cursor, int limit) {
        return handle
                .createQuery("SELECT v.*, b.revision AS before_revision, b.work_unit AS before_work_unit,"
                        + " b.from_time AS before_from_time, b.to_time AS before_to_time,"
                        + " b.said_at AS before_said_at, b.author AS before_author, b.claim AS before_claim"
                        + " FROM entry_version v LEFT JOIN entry_version b"
                        + " ON b.entry_id = v.entry_id AND b.revision = v.revision - 1"
                        + " WHERE v.cursor > :cursor ORDER BY v.cursor LIMIT :limit")
                .bind("cursor", cursor).bind("limit", limit).map((row, context) -> {
                    EntryVersion version = VERSION.map(row, context);
                    Optional<Entry> before = row.getObject("before_revision") == null
                            ? Optional.empty()
                            : Optional.of(entry(row, "before_"));
                    return new Changes.Change<>(version.cursor(), version.entry().workUnit(), before,
                            version.act() == EntryVersion.Act.RETRACTED
                                    ? Optional.empty()
                                    : Optional.of(version.entry()));
                }).list();
    }
}
