package org.factfloor.records;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.production.LossPolicy;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The catalogue of reasons; eight are there from the beginning. None is ever removed. */
public final class Reasons {

    /** How far back use counts for the order, µs. */
    private static final long USE = 30 * 24 * Micros.PER_HOUR;
    private static final int LONGEST_NAME = 60;
    /** Most reasons anybody could order by hand. */
    private static final int MOST = 1_000;
    private static final RowMapper<Reason> REASON = (row, _) -> new Reason(row.getString("id"),
            new Label(row.getString("en"), row.getString("zh")), LossPolicy.valueOf(row.getString("policy")),
            row.getInt("hidden") == 1, row.getInt("uses"));

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    Reasons(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * All reasons: in the order people gave them, where they did; then those first that were given most often in the last 30
     * days, on one machine where one is named; then in the order they were made.
     */
    public List<Reason> list(Optional<String> workUnit) {
        long since = Micros.of(clock.instant()) - USE;
        return database.read(handle -> handle
                .createQuery("SELECT r.*, (SELECT count(*) FROM entry e WHERE e.kind = 'reason' AND e.about = r.id"
                        + " AND e.from_time >= :since AND (:machine IS NULL OR e.work_unit = :machine)) AS uses"
                        + " FROM reason r LEFT JOIN reason_order o ON o.id = r.id"
                        + " ORDER BY o.place IS NULL, o.place, uses DESC, r.place")
                .bind("since", since).bind("machine", workUnit.orElse(null)).map(REASON).list());
    }

    public Optional<Reason> find(String id) {
        return database.read(handle -> find(handle, id));
    }

    /**
     * Adds a reason.
     *
     * @throws RefusedException if its id is taken or unusable, or the author is no engineer
     */
    public Reason add(String id, Label name, LossPolicy policy, Author author) {
        check(name, author);
        Products.checkId(id);
        return database.write(handle -> {
            if (find(handle, id).isPresent()) {
                throw Refusals.taken("id", id);
            }
            handle.execute("INSERT INTO reason (id, en, zh, policy, place, hidden)"
                    + " VALUES (?, ?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM reason), 0)", id, name.en(),
                    name.zh(), policy.name());
            audit.add(handle, author.name(), author.source(), "reason.add", id, "ok",
                    AuditDetail.of(Optional.empty(), Optional.of(AuditDetail.named(name)), ""));
            return new Reason(id, name, policy, false, 0);
        });
    }

    /**
     * Gives a reason other names, hides it or shows it again. Its policy stays: figures that were told would change.
     *
     * @throws RefusedException if there is no such reason, or the author is no engineer
     */
    public Reason change(String id, Label name, boolean hidden, Author author) {
        check(name, author);
        return database.write(handle -> {
            Reason before = required(handle, id);
            handle.execute("UPDATE reason SET en = ?, zh = ?, hidden = ? WHERE id = ?", name.en(), name.zh(),
                    hidden ? 1 : 0, id);
            audit.add(handle, author.name(), author.source(), "reason.change", id, "ok",
                    AuditDetail.of(Optional.of(AuditDetail.named(before.name()).put("hidden", before.hidden())),
                            Optional.of(AuditDetail.named(name).put("hidden", hidden)), ""));
            return new Reason(id, name, before.policy(), hidden, 0);
        });
    }

    /** Whether people gave the reasons an order. */
    public boolean ordered() {
        return database.read(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM reason_order)")
                .mapTo(Boolean.class).one());
    }

    /**
     * Gives the reasons an order; those that are not named follow, most used first.
     *
     * @param ids empty for the most used first again
     * @throws RefusedException if there is no such reason, or the author is no engineer
     */
    public void order(List<String> ids, Author author) {
        requireEngineer(author);
        database.change(handle -> {
            handle.execute("DELETE FROM reason_order");
            List<String> distinct = ids.stream().distinct().limit(MOST).toList();
            for (int place = 0; place < distinct.size(); place++) {
                required(handle, distinct.get(place));
                handle.execute("INSERT INTO reason_order (id, place) VALUES (?, ?)", distinct.get(place), place);
            }
            audit.add(handle, author.name(), author.source(), "reason.order", "reasons", "ok",
                    ids.isEmpty() ? "most used first" : String.join(", ", distinct));
        });
    }

    private static void requireEngineer(Author author) {
        author.require(User.Role.ENGINEER);
    }

    private static void check(Label name, Author author) {
        requireEngineer(author);
        Products.checkName(name, LONGEST_NAME);
    }

    static Reason required(Handle handle, String id) {
        return find(handle, id).orElseThrow(() -> Refusals.unknownReason(id));
    }

    private static Optional<Reason> find(Handle handle, String id) {
        return handle.createQuery("SELECT *, 0 AS uses FROM reason WHERE id = :id").bind("id", id).map(REASON)
                .findOne();
    }
}
