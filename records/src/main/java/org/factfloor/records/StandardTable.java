package org.factfloor.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The tables of the standards: all versions, and those that stand. */
final class StandardTable {

    private static final RowMapper<StandardVersion> VERSION = (row, _) -> new StandardVersion(row.getLong("cursor"),
            row.getString("standard_id"), row.getInt("revision"),
            StandardVersion.Act.valueOf(row.getString("change")), standard(row, ""),
            Optional.ofNullable(row.getString("operation")), row.getString("author"), row.getLong("received_at"),
            row.getString("remark"));

    private static Standard standard(ResultSet row, String before) throws SQLException {
        Optional<String> confirmedBy = Optional.ofNullable(row.getString(before + "confirmed_by"));
        return new Standard(row.getString(before + "product"), row.getString(before + "work_unit"),
                Optional.ofNullable(row.getString(before + "tool")), row.getLong(before + "valid_from"),
                new PlannedCycle(row.getLong(before + "cycle"), row.getLong(before + "parts_per_cycle"),
                        row.getLong(before + "target_per_hour"), confirmedBy.isPresent()),
                Standard.Origin.valueOf(row.getString(before + "origin")), confirmedBy);
    }

    /** Adds a version, its cursor still unknown, and makes it, or nothing, the one that stands. */
    StandardVersion add(Handle handle, StandardVersion version) {
        Standard standard = version.standard();
        PlannedCycle planned = standard.planned();
        handle.execute("INSERT INTO standard_version (standard_id, revision, change, work_unit, product, operation,"
                + " tool, valid_from, cycle, parts_per_cycle, target_per_hour, origin, confirmed_by, received_at,"
                + " author, remark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", version.id(),
                version.revision(), version.act().name(), standard.workUnit(), standard.product(),
                version.operation().orElse(null), standard.tool().orElse(null), standard.validFrom(), planned.cycle(),
                planned.partsPerCycle(), planned.targetPerHour(), standard.origin().name(),
                standard.confirmedBy().orElse(null), version.receivedAt(), version.author(), version.remark());
        long cursor = handle.createQuery("SELECT last_insert_rowid()").mapTo(Long.class).one();
        handle.execute("DELETE FROM standard WHERE id = ?", version.id());
        if (version.act() != StandardVersion.Act.RETRACTED) {
            handle.execute("INSERT INTO standard (id, cursor, work_unit, product, tool, valid_from)"
                    + " VALUES (?, ?, ?, ?, ?, ?)", version.id(), cursor, standard.workUnit(), standard.product(),
                    standard.tool().orElse(""), standard.validFrom());
        }
        return newest(handle, version.id()).orElseThrow();
    }

    Optional<StandardVersion> newest(Handle handle, String id) {
        return handle
                .createQuery("SELECT * FROM standard_version WHERE standard_id = :id ORDER BY revision DESC LIMIT 1")
                .bind("id", id).map(VERSION).findOne();
    }

    List<StandardVersion> standing(Handle handle, Optional<String> workUnit) {
        return handle
                .createQuery("SELECT v.* FROM standard s JOIN standard_version v USING (cursor)"
                        + " WHERE :machine IS NULL OR s.work_unit = :machine"
                        + " ORDER BY s.work_unit, s.product, s.tool, s.valid_from")
                .bind("machine", workUnit.orElse(null)).map(VERSION).list();
    }

    /** The one that stands for the same product, machine and tool from the same time on. */
    Optional<StandardVersion> at(Handle handle, Standard standard) {
        return handle
                .createQuery("SELECT v.* FROM standard s JOIN standard_version v USING (cursor)"
                        + " WHERE s.work_unit = :machine AND s.product = :product AND s.tool = :tool"
                        + " AND s.valid_from = :from")
                .bind("machine", standard.workUnit()).bind("product", standard.product())
                .bind("tool", standard.tool().orElse("")).bind("from", standard.validFrom()).map(VERSION).findOne();
    }

    /** The newest that stands for the same product, machine and tool and holds when this one would begin. */
    Optional<StandardVersion> holding(Handle handle, Standard standard) {
        return handle
                .createQuery("SELECT v.* FROM standard s JOIN standard_version v USING (cursor)"
                        + " WHERE s.work_unit = :machine AND s.product = :product AND s.tool = :tool"
                        + " AND s.valid_from <= :from ORDER BY s.valid_from DESC LIMIT 1")
                .bind("machine", standard.workUnit()).bind("product", standard.product())
                .bind("tool", standard.tool().orElse("")).bind("from", standard.validFrom()).map(VERSION).findOne();
    }

    /** Where the next one for the same product, machine and tool takes over from it, µs. */
    OptionalLong next(Handle handle, String id, Standard standard) {
        return handle
                .createQuery("SELECT min(valid_from) AS next FROM standard WHERE work_unit = :machine"
                        + " AND product = :product AND tool = :tool AND valid_from > :from AND id <> :id")
                .bind("machine", standard.workUnit()).bind("product", standard.product())
                .bind("tool", standard.tool().orElse("")).bind("from", standard.validFrom()).bind("id", id)
                .map((row, _) -> EntryTable.time(row, "next")).one();
    }

    List<Changes.Change<Standard>> changesAfter(Handle handle, long cursor, int limit) {
        return handle
                .createQuery("SELECT v.*, b.revision AS before_revision, b.work_unit AS before_work_unit,"
                        + " b.product AS before_product, b.tool AS before_tool, b.valid_from AS before_valid_from,"
                        + " b.cycle AS before_cycle, b.parts_per_cycle AS before_parts_per_cycle,"
                        + " b.target_per_hour AS before_target_per_hour, b.origin AS before_origin,"
                        + " b.confirmed_by AS before_confirmed_by"
                        + " FROM standard_version v LEFT JOIN standard_version b"
                        + " ON b.standard_id = v.standard_id AND b.revision = v.revision - 1"
                        + " WHERE v.cursor > :cursor ORDER BY v.cursor LIMIT :limit")
                .bind("cursor", cursor).bind("limit", limit).map((row, context) -> {
                    StandardVersion version = VERSION.map(row, context);
                    Optional<Standard> before = row.getObject("before_revision") == null
                            ? Optional.empty()
                            : Optional.of(standard(row, "before_"));
                    return new Changes.Change<>(version.cursor(), version.standard().workUnit(), before,
                            version.act() == StandardVersion.Act.RETRACTED
                                    ? Optional.empty()
                                    : Optional.of(version.standard()));
                }).list();
    }
}
