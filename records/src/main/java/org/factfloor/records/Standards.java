package org.factfloor.records;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;
import org.jdbi.v3.core.Handle;

/**
 * How products are to be made on machines, in versions as the {@link Entries}. OEE is shown where a person confirmed the
 * standard. Engineers state, confirm and retire standards.
 */
public final class Standards {

    /** A standard valid from longer ago than this changes figures people have seen, µs. */
    private static final long RECENT = 24 * Micros.PER_HOUR;
    private static final long LONGEST_CYCLE = 7 * 24 * Micros.PER_HOUR;

    private final Database database;
    private final EntryChecks checks;
    private final Products products;
    private final MonthLocks locks;
    private final StandardTable table = new StandardTable();
    private final Audit audit;
    private final InstantSource clock;

    Standards(Database database, EntryChecks checks, Products products, MonthLocks locks, Audit audit,
            InstantSource clock) {
        this.database = database;
        this.checks = checks;
        this.products = products;
        this.locks = locks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * States a standard; it is not confirmed by that.
     *
     * @return the version that stands; where the same was sent before, what became of it
     * @throws RefusedException if it cannot be so, there is one for the same from the same time on, or the author may not
     */
    public StandardVersion say(NewStandard given, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> say(handle, around, given, author));
    }

    /** States a standard inside a transaction that writes. */
    StandardVersion say(Handle handle, EntryChecks.Surroundings around, NewStandard given, Author author) {
        requireEngineer(author);
        String id = given.id().orElseGet(() -> UUID.randomUUID().toString());
        Products.checkId(id);
        Standard standard = check(handle, around, given);
        Optional<StandardVersion> before = table.newest(handle, id);
        if (before.isPresent()) {
            if (!sameFigures(before.get().standard(), standard)) {
                throw Refusals.idTaken(id);
            }
            return before.get();
        }
        checkBegin(around, standard, now());
        checkMonths(handle, around, id, List.of(standard), given.remark(), author);
        return write(handle, around, id, 1, StandardVersion.Act.SAID, Optional.empty(), standard, given.operation(),
                given.remark(), author);
    }

    /**
     * States other figures for a standard; they need to be confirmed anew.
     *
     * @throws RefusedException if somebody changed it in between; else as in {@link #say}
     */
    public StandardVersion correct(String id, int expectedRevision, NewStandard given, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> correct(handle, around, id, expectedRevision, given, author));
    }

    private StandardVersion correct(Handle handle, EntryChecks.Surroundings around, String id, int expectedRevision,
            NewStandard given, Author author) {
        requireEngineer(author);
        StandardVersion before = existing(handle, id, expectedRevision);
        if (!before.standard().workUnit().equals(given.workUnit())) {
            throw Refusals.fixed("workUnit");
        }
        Standard standard = check(handle, around, given);
        checkBegin(around, standard, before.standard().validFrom());
        checkMonths(handle, around, id, List.of(before.standard(), standard), given.remark(), author);
        return write(handle, around, id, expectedRevision + 1, StandardVersion.Act.CORRECTED, Optional.of(before),
                standard,
                given.operation(), given.remark(), author);
    }

    /**
     * A line of an import.
     *
     * @param dated whether the line says from when on it holds; if not, it says nothing new where the newest standard has
     *        its figures
     */
    public record Line(NewStandard standard, boolean dated, Optional<Label> productName) {}

    /**
     * States and corrects standards, and adds the products they name. A line that is refused leaves nothing behind; figures
     * that are there stay confirmed.
     *
     * @param dryRun whether nothing is written in any case
     * @param sealedUntil before which time, µs, nothing new can begin on a machine; asked inside the transaction
     * @return one for each line
     */
    public List<Taken> take(List<Line> lines, boolean dryRun, ToLongFunction<String> sealedUntil, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return Import.run(database, lines, dryRun, (handle, line) -> take(handle, around, line, sealedUntil, author));
    }

    private Taken.Result take(Handle handle, EntryChecks.Surroundings around, Line line,
            ToLongFunction<String> sealedUntil, Author author) {
        NewStandard given = line.standard();
        if (!products.exists(handle, given.product())) {
            products.put(handle, given.product(), line.productName().orElse(Label.of(given.product())), author);
        }
        Standard standard = check(handle, around, given);
        Optional<StandardVersion> before = line.dated()
                ? table.at(handle, standard)
                : table.holding(handle, standard);
        if (before.isPresent() && figures(before.get().standard()).equals(figures(standard))) {
            return Taken.Result.UNCHANGED;
        }
        if (before.isPresent() && before.get().standard().validFrom() == standard.validFrom()) {
            correct(handle, around, before.get().id(), before.get().revision(), given, author);
            return Taken.Result.CHANGED;
        }
        long sealed = sealedUntil.applyAsLong(standard.workUnit());
        if (standard.validFrom() < sealed) {
            throw Refusals.samplesRemoved("validFrom", machine(around, standard.workUnit()), sealed,
                    around.calendar(standard.workUnit()).zone());
        }
        say(handle, around, given, author);
        return Taken.Result.ADDED;
    }

    private static List<Object> figures(Standard standard) {
        PlannedCycle planned = standard.planned();
        return List.of(planned.cycle(), planned.partsPerCycle(), planned.targetPerHour());
    }

    /**
     * Confirms that the figures of a standard are right; nothing happens where they are confirmed.
     *
     * @param remark why, where figures of the past change and one administrator does both; may be empty
     * @throws RefusedException if somebody changed it in between; if it changes figures older than a day and the author,
     *         who is no administrator, made it
     */
    public StandardVersion confirm(String id, int expectedRevision, String remark, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            requireEngineer(author);
            StandardVersion before = table.newest(handle, id).orElseThrow(() -> Refusals.unknownStandard(id));
            if (before.act() == StandardVersion.Act.CONFIRMED && before.revision() == expectedRevision + 1) {
                return before;
            }
            existing(handle, id, expectedRevision);
            Standard standard = before.standard();
            checkMonths(handle, around, id, List.of(standard), remark, author);
            if (standard.confirmedBy().isPresent()) {
                return before;
            }
            boolean ofThePast = standard.validFrom() < now() - RECENT;
            if (ofThePast && author.role() != User.Role.ADMIN && before.author().equals(author.name())) {
                throw Refusals.secondPerson();
            }
            return write(handle, around, id, expectedRevision + 1, StandardVersion.Act.CONFIRMED, Optional.of(before),
                    with(standard, Optional.of(author.name())), before.operation(), remark, author);
        });
    }

    /**
     * Takes a standard back as if it had never been; a better one from some time on is stated beside it instead.
     *
     * @throws RefusedException if somebody changed it in between, or the author may not
     */
    public StandardVersion retire(String id, int expectedRevision, String remark, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            requireEngineer(author);
            StandardVersion before = existing(handle, id, expectedRevision);
            checkMonths(handle, around, id, List.of(before.standard()), remark, author);
            return write(handle, around, id, expectedRevision + 1, StandardVersion.Act.RETRACTED, Optional.of(before),
                    before.standard(), before.operation(), remark, author);
        });
    }

    /**
     * Keeps the planned cycle of a standard although it looks wrong; it is not asked about again until its figures change.
     *
     * @throws RefusedException if somebody changed it in between, or the author is no engineer
     */
    public void keep(String id, int expectedRevision, Author author) {
        requireEngineer(author);
        database.change(handle -> {
            existing(handle, id, expectedRevision);
            handle.execute(
                    "INSERT OR IGNORE INTO kept_standard (standard_id, revision, at, author) VALUES (?, ?, ?, ?)",
                    id, expectedRevision, Micros.of(clock.instant()), author.name());
            audit.add(handle, author.name(), author.source(), "standard.keep", id + " revision " + expectedRevision,
                    "ok", "the planned cycle stays as it is");
        });
    }

    /** Ids of the standards that are kept as they are: since then they were confirmed at most. */
    public Set<String> kept() {
        return database.read(handle -> handle
                .createQuery("SELECT k.standard_id FROM kept_standard k WHERE NOT EXISTS (SELECT 1"
                        + " FROM standard_version v WHERE v.standard_id = k.standard_id AND v.revision > k.revision"
                        + " AND v.change = 'CORRECTED')")
                .mapTo(String.class).set());
    }

    private StandardVersion write(Handle handle, EntryChecks.Surroundings around, String id, int revision,
            StandardVersion.Act act, Optional<StandardVersion> before, Standard standard, Optional<String> operation,
            String remark, Author author) {
        if (act != StandardVersion.Act.RETRACTED) {
            table.at(handle, standard).filter(other -> !other.id().equals(id)).ifPresent(other -> {
                throw thereAlready(handle, around, standard);
            });
        }
        StandardVersion version = table.add(handle, new StandardVersion(0, id, revision, act, standard, operation,
                author.name(), now(), remark));
        audit.add(handle, author.name(), author.source(), switch (act) {
            case SAID -> "standard.say";
            case CORRECTED -> "standard.correct";
            case CONFIRMED -> "standard.confirm";
            case RETRACTED -> "standard.retire";
        }, id + " revision " + revision, "ok",
                AuditDetail.of(before.map(was -> AuditDetail.standard(was.standard(), was.operation())),
                        act == StandardVersion.Act.RETRACTED
                                ? Optional.empty()
                                : Optional.of(AuditDetail.standard(standard, operation)),
                        remark));
        return version;
    }

    private static RefusedException thereAlready(Handle handle, EntryChecks.Surroundings around, Standard standard) {
        return Refusals.standardThere(machine(around, standard.workUnit()),
                Products.required(handle, standard.product()).name(),
                standard.validFrom(), around.calendar(standard.workUnit()).zone());
    }

    private static Label machine(EntryChecks.Surroundings around, String id) {
        return around.machine(id).map(WorkUnit::name).orElse(Label.of(id));
    }

    private StandardVersion existing(Handle handle, String id, int expectedRevision) {
        StandardVersion before = table.newest(handle, id).orElseThrow(() -> Refusals.unknownStandard(id));
        if (before.act() == StandardVersion.Act.RETRACTED || before.revision() != expectedRevision) {
            throw Refusals.changedMeanwhile(before.author());
        }
        return before;
    }

    private Standard check(Handle handle, EntryChecks.Surroundings around, NewStandard given) {
        if (around.machine(given.workUnit()).isEmpty()) {
            throw Refusals.unknownMachine(given.workUnit());
        }
        Products.required(handle, given.product());
        EntryChecks.checkText("tool", given.tool(), 100);
        EntryChecks.checkText("operation", given.operation(), 60);
        if (given.cycle() < 1 || given.cycle() > LONGEST_CYCLE) {
            throw Refusals.invalid("cycle", "cycle", "A planned cycle takes more than 0 s and at most 7 days;"
                    + " correct it.", "标准周期须大于 0 秒且不超过 7 天；请改正。");
        }
        if (given.partsPerCycle() < 1 || given.partsPerCycle() > EntryChecks.MOST_PIECES) {
            throw Refusals.invalid("parts-per-cycle", "partsPerCycle",
                    "A cycle makes more than 0 and at most 1,000,000 pieces; correct the number.",
                    "每周期件数须大于 0 且不超过 1,000,000；请改正。");
        }
        if (given.targetPerHour() < 0 || given.targetPerHour() > EntryChecks.MOST_PIECES) {
            throw Refusals.invalid("target", "targetPerHour",
                    "A target is 0 (none) to 1,000,000 pieces an hour; correct it.",
                    "目标产量为每小时 0（无目标）到 1,000,000 件；请改正。");
        }
        return given.unconfirmed();
    }

    /**
     * Refuses a time that is far away.
     *
     * @param before since when it held before, µs: what is old may still be corrected, near to where it is
     */
    private void checkBegin(EntryChecks.Surroundings around, Standard standard, long before) {
        long earliest = Math.min(before, now()) - EntryTimes.FARTHEST;
        if (standard.validFrom() < earliest || standard.validFrom() > now() + EntryTimes.FARTHEST) {
            throw Refusals.tooFar("validFrom", standard.validFrom(), around.calendar(standard.workUnit()).zone());
        }
    }

    private long now() {
        return Micros.of(clock.instant());
    }

    /** Each holds until the next for the same takes over; the months in between are those it changes. */
    private void checkMonths(Handle handle, EntryChecks.Surroundings around, String id, List<Standard> changed,
            String remark, Author author) {
        for (Standard standard : changed) {
            long until = table.next(handle, id, standard).orElse(Long.MAX_VALUE);
            locks.lockedIn(handle, around.calendar(standard.workUnit()), standard.validFrom(), until)
                    .ifPresent(month -> MonthLocks.requireReason(month, remark, author));
        }
    }

    private static void requireEngineer(Author author) {
        author.require(User.Role.ENGINEER);
    }

    private static boolean sameFigures(Standard a, Standard b) {
        return with(a, Optional.empty()).equals(with(b, Optional.empty()));
    }

    private static Standard with(Standard standard, Optional<String> confirmedBy) {
        PlannedCycle planned = standard.planned();
        return new Standard(standard.product(), standard.workUnit(), standard.tool(), standard.validFrom(),
                new PlannedCycle(planned.cycle(), planned.partsPerCycle(), planned.targetPerHour(),
                        confirmedBy.isPresent()),
                standard.origin(), confirmedBy);
    }

    /** What stands for a machine. */
    public List<Standard> standing(String workUnit) {
        return versions(Optional.of(workUnit)).stream().map(StandardVersion::standard).toList();
    }

    /** As {@link #standing}, with ids and revisions; of all machines where none is named. */
    public List<StandardVersion> versions(Optional<String> workUnit) {
        return database.read(handle -> table.standing(handle, workUnit));
    }

    public Optional<StandardVersion> find(String id) {
        return database.read(handle -> table.newest(handle, id));
    }

    /**
     * What changed, oldest first; a confirmation is a change.
     *
     * @param cursor of the last change known; 0 for none
     * @param limit most changes to answer with
     */
    public Changes<Standard> changesAfter(long cursor, int limit) {
        return Changes.of(database.read(handle -> table.changesAfter(handle, cursor, limit)), cursor);
    }

    /** Whether a machine has any standard for a product. */
    static boolean any(Handle handle, String workUnit, String product) {
        return handle.createQuery("SELECT 1 FROM standard WHERE work_unit = :machine AND product = :product LIMIT 1")
                .bind("machine", workUnit).bind("product", product).mapTo(Integer.class).findOne().isPresent();
    }
}
