package org.factfloor.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Jobs, and when they run where: starting, pausing and finishing says entries. A job may run on several machines; where
 * another one starts later on one of them, it runs there no more. A job may make more than it is to.
 */
public final class Jobs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_MACHINES = 50;
    private static final String SELECT = "SELECT j.*, (SELECT min(e.from_time) FROM entry e WHERE e.kind = 'job'"
            + " AND e.about = j.id) AS started_at, EXISTS (SELECT 1 FROM entry e WHERE e.kind = 'job'"
            + " AND e.about = j.id AND " + EntryTable.UNTIL + " IS NULL) AS running FROM job j";

    private final Database database;
    private final EntryChecks checks;
    private final Entries entries;
    private final Products products;
    private final EntryTable table = new EntryTable();
    private final Audit audit;
    private final InstantSource clock;

    /**
     * Where and when a job starts.
     *
     * @param entry id of the entry, made by who sends it
     * @param at µs; empty for now
     * @param activeCavities where fewer run than the tool has
     * @param remark why, where it is dated far back; may be empty
     */
    public record Start(String workUnit, Optional<String> entry, OptionalLong at, Optional<String> tool,
            OptionalInt activeCavities, String remark) {}

    Jobs(Database database, EntryChecks checks, Entries entries, Products products, Audit audit,
            InstantSource clock) {
        this.products = products;
        this.database = database;
        this.checks = checks;
        this.entries = entries;
        this.audit = audit;
        this.clock = clock;
    }

    /** Jobs that are not finished, those due first before; or the finished ones, newest first. */
    public List<Job> list(boolean finished, int limit) {
        return database.read(handle -> handle
                .createQuery(SELECT + (finished
                        ? " WHERE j.finished_at IS NOT NULL ORDER BY j.finished_at DESC, j.id"
                        : " WHERE j.finished_at IS NULL ORDER BY j.due IS NULL, j.due, j.id") + " LIMIT :limit")
                .bind("limit", limit).map((row, _) -> job(row)).list());
    }

    public Optional<Job> find(String id) {
        return database.read(handle -> find(handle, id));
    }

    /**
     * Adds a job; sending the same again changes nothing.
     *
     * @throws RefusedException if there is another one of this id, something in it is unknown, or the author is no team
     *         lead
     */
    public Job add(NewJob given, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> add(handle, around, given, author));
    }

    /** Adds a job inside a transaction that writes. */
    Job add(Handle handle, EntryChecks.Surroundings around, NewJob given, Author author) {
        check(handle, around, given, author);
        Optional<Job> before = find(handle, given.id());
        if (before.isPresent()) {
            if (!same(before.get(), given)) {
                throw Refusals.taken("id", given.id());
            }
            return before.get();
        }
        handle.execute("INSERT INTO job (id, revision, product, operation, tool, quantity, due, machines)"
                + " VALUES (?, 1, ?, ?, ?, ?, ?, ?)", given.id(), given.product(), given.operation().orElse(null),
                given.tool().orElse(null), given.quantity(), boxed(given.due()), json(given.machines()));
        return written(handle, given.id(), Optional.empty(), "job.add", author);
    }

    /**
     * Changes what a job is to be. Where its product changes, entries that stand keep the product they were said with.
     *
     * @throws RefusedException if somebody changed it in between; else as in {@link #add}
     */
    public Job change(int expectedRevision, NewJob given, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> change(handle, around, expectedRevision, given, author));
    }

    private Job change(Handle handle, EntryChecks.Surroundings around, int expectedRevision, NewJob given,
            Author author) {
        check(handle, around, given, author);
        Job before = required(handle, given.id());
        if (before.revision() != expectedRevision) {
            if (before.revision() == expectedRevision + 1 && same(before, given)) {
                return before;
            }
            throw Refusals.jobChanged(given.id());
        }
        handle.execute("UPDATE job SET revision = revision + 1, product = ?, operation = ?, tool = ?,"
                + " quantity = ?, due = ?, machines = ? WHERE id = ?", given.product(),
                given.operation().orElse(null), given.tool().orElse(null), given.quantity(), boxed(given.due()),
                json(given.machines()), given.id());
        return written(handle, given.id(), Optional.of(before), "job.change", author);
    }

    /**
     * A line of an import.
     *
     * @param productName given to the product where it is new; empty for its id
     */
    public record Line(NewJob job, Optional<Label> productName) {}

    /**
     * Adds and changes jobs, and adds the products they name. A line that is refused leaves nothing behind.
     *
     * @param dryRun whether nothing is written in any case
     * @return one for each line
     */
    public List<Taken> take(List<Line> lines, boolean dryRun, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return Import.run(database, lines, dryRun, (handle, line) -> {
            NewJob job = line.job();
            if (!products.exists(handle, job.product())) {
                products.put(handle, job.product(), line.productName().orElse(Label.of(job.product())), author);
            }
            Optional<Job> before = find(handle, job.id());
            if (before.isEmpty()) {
                add(handle, around, job, author);
                return Taken.Result.ADDED;
            }
            if (same(before.get(), job)) {
                return Taken.Result.UNCHANGED;
            }
            change(handle, around, before.get().revision(), job, author);
            return Taken.Result.CHANGED;
        });
    }

    /**
     * Starts a job on a machine; one that was finished goes on. Where it runs there already, nothing happens.
     *
     * @return the entry that says so
     * @throws RefusedException as in {@link Entries#say(NewEntry, Author)}
     */
    public Saved start(String id, Start start, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            Job job = required(handle, id);
            Optional<Standing> running = withoutEnd(handle, id, Optional.of(start.workUnit())).stream()
                    .filter(run -> run.until().isEmpty()).findFirst();
            if (running.isPresent()) {
                return new Saved(running.get().version(), true, List.of());
            }
            Saved saved = entries.say(handle, around, new NewEntry(start.entry(), start.workUnit(),
                    start.at().orElseGet(this::now), OptionalLong.empty(),
                    new Entry.JobClaim(id, job.product(), start.tool(), start.activeCavities()), OptionalLong.empty(),
                    start.remark()), author);
            // What was sent before and comes again opens nothing anew.
            if (!saved.again() && job.state() == Job.State.FINISHED) {
                handle.execute("UPDATE job SET finished_at = NULL WHERE id = ?", id);
                audit.add(handle, author.name(), author.source(), "job.reopen", id, "ok", "");
            }
            return saved;
        });
    }

    /**
     * Pauses a job on a machine, or on all where none is named.
     *
     * @param at µs; empty for now
     * @return the entries that end by it
     * @throws RefusedException if that has not come yet or it had not begun; else as in {@link Entries#correct}
     */
    public List<Saved> pause(String id, Optional<String> workUnit, OptionalLong at, String remark, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            required(handle, id);
            long paused = at.orElseGet(this::now);
            EntryTimes.end("at", paused, begun(withoutEnd(handle, id, workUnit)), now(), around.zone());
            return end(handle, around, id, workUnit, paused, remark, author);
        });
    }

    /**
     * Finishes a job on all machines, whatever it made; nothing happens where it is finished.
     *
     * @param at µs; empty for now
     * @return the entries that end by it
     * @throws RefusedException if that has not come yet or it had not begun; else as in {@link Entries#correct}
     */
    public List<Saved> finish(String id, OptionalLong at, String remark, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            Job job = required(handle, id);
            author.require(User.Role.OPERATOR);
            if (job.state() == Job.State.FINISHED) {
                return List.<Saved>of();
            }
            long finished = at.orElseGet(this::now);
            EntryTimes.end("at", finished, begun(table.about(handle, "job", id)), now(), around.zone());
            List<Saved> ended = end(handle, around, id, Optional.empty(), finished, remark, author);
            handle.execute("UPDATE job SET finished_at = ? WHERE id = ?", finished, id);
            written(handle, id, Optional.of(job), "job.finish", author);
            return ended;
        });
    }

    /** Where another job has taken over before, a run ended then. */
    private List<Saved> end(Handle handle, EntryChecks.Surroundings around, String id, Optional<String> workUnit,
            long at, String remark, Author author) {
        List<Saved> ended = new ArrayList<>();
        for (Standing run : withoutEnd(handle, id, workUnit)) {
            Entry entry = run.entry();
            long end = Math.min(at, run.until().orElse(at));
            ended.add(entries.correct(handle, around, entry.id(), entry.revision(),
                    new NewEntry(Optional.empty(), entry.workUnit(), entry.from(), OptionalLong.of(end), entry.claim(),
                            OptionalLong.empty(), remark),
                    author));
        }
        return ended;
    }

    private static OptionalLong begun(List<Standing> runs) {
        return runs.stream().mapToLong(run -> run.entry().from()).max();
    }

    private List<Standing> withoutEnd(Handle handle, String id, Optional<String> workUnit) {
        return table.about(handle, "job", id).stream().filter(run -> run.entry().to().isEmpty())
                .filter(run -> workUnit.isEmpty() || workUnit.get().equals(run.entry().workUnit())).toList();
    }

    private long now() {
        return Micros.of(clock.instant());
    }

    private Job written(Handle handle, String id, Optional<Job> before, String action, Author author) {
        Job job = required(handle, id);
        audit.add(handle, author.name(), author.source(), action, id, "ok",
                AuditDetail.of(before.map(AuditDetail::job), Optional.of(AuditDetail.job(job)), ""));
        return job;
    }

    private static void check(Handle handle, EntryChecks.Surroundings around, NewJob given, Author author) {
        author.require(User.Role.TEAM_LEAD);
        Products.checkId(given.id());
        Products.required(handle, given.product());
        EntryChecks.checkText("operation", given.operation(), 60);
        EntryChecks.checkText("tool", given.tool(), 100);
        if (given.quantity() <= 0 || given.quantity() > EntryChecks.MOST_PIECES) {
            throw Refusals.quantity(Pieces.text(given.quantity()));
        }
        if (given.machines().size() > MOST_MACHINES) {
            throw Refusals.invalid("machines", "machines", "A job is planned on at most 50 machines; name fewer.",
                    "一张工单最多安排 50 台设备；请减少。");
        }
        for (String machine : given.machines()) {
            if (around.machine(machine).isEmpty()) {
                throw Refusals.unknownMachine(machine);
            }
        }
    }

    private static boolean same(Job job, NewJob given) {
        return new NewJob(job.id(), job.product(), job.operation(), job.tool(), job.quantity(), job.due(),
                job.machines()).equals(given);
    }

    static Job required(Handle handle, String id) {
        return find(handle, id).orElseThrow(() -> Refusals.unknownJob(id));
    }

    private static Optional<Job> find(Handle handle, String id) {
        return handle.createQuery(SELECT + " WHERE j.id = :id").bind("id", id).map((row, _) -> job(row)).findOne();
    }

    private static Job job(ResultSet row) throws SQLException {
        OptionalLong finishedAt = EntryTable.time(row, "finished_at");
        OptionalLong startedAt = EntryTable.time(row, "started_at");
        Job.State state = finishedAt.isPresent()
                ? Job.State.FINISHED
                : row.getBoolean("running")
                        ? Job.State.RUNNING
                        : startedAt.isPresent() ? Job.State.PAUSED : Job.State.PLANNED;
        return new Job(row.getString("id"), row.getInt("revision"), row.getString("product"),
                Optional.ofNullable(row.getString("operation")), Optional.ofNullable(row.getString("tool")),
                row.getLong("quantity"), EntryTable.time(row, "due"), machines(row.getString("machines")), state,
                startedAt,
                finishedAt);
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }

    private static String json(List<String> machines) {
        try {
            return JSON.writeValueAsString(machines);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are always JSON", impossible);
        }
    }

    private static List<String> machines(String json) {
        try {
            return List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException broken) {
            throw new RecordsException("a job's machines cannot be read: " + json, broken);
        }
    }
}
