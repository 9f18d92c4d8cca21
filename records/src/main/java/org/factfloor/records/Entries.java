package org.factfloor.records;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.jdbi.v3.core.Handle;

/**
 * What people said about machines. No version is ever changed or removed; an entry stands until it is corrected or
 * retracted. Each change is in the {@link Audit}.
 *
 * <p>Sending the same again, by the id its sender made, changes nothing; so a terminal sends what it holds until it has
 * an answer.
 */
public final class Entries {

    private final Database database;
    private final EntryChecks checks;
    private final EntryTable table = new EntryTable();
    private final Audit audit;
    private final InstantSource clock;

    Entries(Database database, EntryChecks checks, Audit audit, InstantSource clock) {
        this.database = database;
        this.checks = checks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Says something. A staffing, state, product or job without an end lasts until the next of its kind begins; that end
     * is found, not written, so it goes with what set it.
     *
     * @throws RefusedException if it cannot be so, or the author may not say it
     */
    public Saved say(NewEntry entry, Author author) {
        return say(List.of(entry), author).getFirst();
    }

    /**
     * Says several things in one go: all of them or none.
     *
     * @return one for each, in their order
     * @throws RefusedException as in {@link #say(NewEntry, Author)}, and if two of them contradict each other
     */
    public List<Saved> say(List<NewEntry> entries, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            EntryChecks.agree(entries);
            List<Saved> saved = new ArrayList<>();
            for (NewEntry entry : entries) {
                saved.add(say(handle, around, entry, author));
            }
            return saved;
        });
    }

    /** Says something inside a transaction that writes. */
    Saved say(Handle handle, EntryChecks.Surroundings around, NewEntry given, Author author) {
        String id = given.id().orElseGet(() -> UUID.randomUUID().toString());
        Optional<EntryVersion> before = table.newest(handle, id);
        long now = Micros.of(clock.instant());
        if (before.isPresent()) {
            EntryVersion first = table.version(handle, id, 1).orElseThrow();
            if (!same(first.entry(), checks.completed(handle, given), author)) {
                throw Refusals.idTaken(id);
            }
            return new Saved(before.get(), true, List.of());
        }
        NewEntry entry = checks.check(handle, around, given, author, now, Optional.empty());
        // A terminal's clock may be minutes ahead; nothing was said in the future.
        long saidAt = Math.min(entry.saidAt().orElse(now), now);
        Entry said = new Entry(id, 1, entry.workUnit(), entry.from(), entry.to(), saidAt, author.name(),
                entry.claim());
        EntryVersion version = write(handle, EntryVersion.Act.SAID, Optional.empty(), said, entry.remark(), author,
                now);
        return new Saved(version, false, checks.notes(handle, said));
    }

    /**
     * Says it anew. When it was first said stays, so a correction takes the place of what it corrects.
     *
     * @param expectedRevision the revision the author saw
     * @param corrected of the same machine and kind; its id and {@code saidAt} are not looked at
     * @throws RefusedException if somebody corrected it in between, naming what stands; else as in {@code say}
     */
    public Saved correct(String id, int expectedRevision, NewEntry corrected, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> correct(handle, around, id, expectedRevision, corrected, author));
    }

    /** Says it anew inside a transaction that writes. */
    Saved correct(Handle handle, EntryChecks.Surroundings around, String id, int expectedRevision, NewEntry corrected,
            Author author) {
        EntryVersion before = existing(handle, id);
        NewEntry completed = checks.completed(handle, corrected);
        if (before.entry().revision() == expectedRevision + 1 && before.act() == EntryVersion.Act.CORRECTED
                && same(before.entry(), completed, author)) {
            return new Saved(before, true, List.of());
        }
        refuseOther(before, expectedRevision);
        long now = Micros.of(clock.instant());
        NewEntry entry = checks.check(handle, around, corrected, author, now, Optional.of(before.entry()));
        Entry after = new Entry(id, expectedRevision + 1, entry.workUnit(), entry.from(), entry.to(),
                before.entry().saidAt(), author.name(), entry.claim());
        EntryVersion version = write(handle, EntryVersion.Act.CORRECTED, Optional.of(before.entry()), after,
                entry.remark(), author, now);
        return new Saved(version, false, checks.notes(handle, after));
    }

    /**
     * Takes it back.
     *
     * @param expectedRevision the revision the author saw
     * @throws RefusedException if somebody corrected it in between, naming what stands, or the author may not
     */
    public Saved retract(String id, int expectedRevision, String remark, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            EntryVersion before = existing(handle, id);
            if (before.entry().revision() == expectedRevision + 1 && before.act() == EntryVersion.Act.RETRACTED
                    && before.entry().author().equals(author.name())) {
                return new Saved(before, true, List.of());
            }
            refuseOther(before, expectedRevision);
            long now = Micros.of(clock.instant());
            checks.checkRetraction(handle, around, before.entry(), remark, author, now);
            Entry entry = before.entry();
            Entry gone = new Entry(id, entry.revision() + 1, entry.workUnit(), entry.from(), entry.to(),
                    entry.saidAt(), author.name(), entry.claim());
            return new Saved(write(handle, EntryVersion.Act.RETRACTED, Optional.of(entry), gone, remark, author, now),
                    false,
                    List.of());
        });
    }

    private EntryVersion existing(Handle handle, String id) {
        return table.newest(handle, id).orElseThrow(() -> Refusals.unknownEntry(id));
    }

    private static void refuseOther(EntryVersion before, int expectedRevision) {
        if (before.act() == EntryVersion.Act.RETRACTED || before.entry().revision() != expectedRevision) {
            throw Refusals.changedMeanwhile(before);
        }
    }

    private static boolean same(Entry entry, NewEntry sent, Author author) {
        return entry.workUnit().equals(sent.workUnit()) && entry.from() == sent.from() && entry.to().equals(sent.to())
                && entry.claim().equals(sent.claim()) && entry.author().equals(author.name());
    }

    private EntryVersion write(Handle handle, EntryVersion.Act act, Optional<Entry> before, Entry entry, String remark,
            Author author, long now) {
        EntryVersion version = table.add(handle, act, entry, now, remark);
        String action = switch (act) {
            case SAID -> "entry.say";
            case CORRECTED -> "entry.correct";
            case RETRACTED -> "entry.retract";
        };
        audit.add(handle, author.name(), author.source(), action, entry.id() + " revision " + entry.revision(), "ok",
                AuditDetail.of(before.map(AuditDetail::entry), act == EntryVersion.Act.RETRACTED
                        ? Optional.empty()
                        : Optional.of(AuditDetail.entry(entry)), remark));
        return version;
    }

    /**
     * Checks a terminal that tells its time along with what it sends.
     *
     * @param terminal µs
     * @throws RefusedException if it differs from ours by more than 10 min, showing both
     */
    public void checkClock(long terminal) {
        EntryTimes.clock(terminal, Micros.of(clock.instant()), checks.surroundings().zone());
    }

    /** The newest version of an entry, retracted or not. */
    public Optional<EntryVersion> find(String id) {
        return database.read(handle -> table.newest(handle, id));
    }

    /** What stands for a machine, by beginning. */
    public List<Entry> standing(String workUnit) {
        return standing(workUnit, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * What stands for a machine and touches [from, to), by beginning. Reasons without an end that begin before {@code to}
     * are among it.
     *
     * @param from µs
     * @param to µs
     */
    public List<Entry> standing(String workUnit, long from, long to) {
        return database.read(handle -> table.standing(handle, workUnit, from, to)).stream().map(Standing::entry)
                .toList();
    }

    /** Staffing that stands for a machine and touches [from, to), µs, by beginning. */
    public List<Standing> staffing(String workUnit, long from, long to) {
        return database.read(handle -> table.staffing(handle, workUnit, from, to));
    }

    /** What stands and names a job, on any machine, by beginning. */
    public List<Standing> ofJob(String job) {
        return database.read(handle -> table.about(handle, "job", job));
    }

    /**
     * As {@link #standing(String, long, long)}, with when each version arrived and why, and where it ends; of all machines
     * where none is named.
     */
    public List<Standing> versions(Optional<String> workUnit, long from, long to) {
        return database.read(handle -> workUnit.map(machine -> table.standing(handle, machine, from, to))
                .orElseGet(() -> table.standing(handle, from, to)));
    }

    /**
     * What changed, oldest first. Each change of each entry appears once, also where a later one undid it.
     *
     * @param cursor of the last change known; 0 for none
     * @param limit most changes to answer with
     */
    public Changes<Entry> changesAfter(long cursor, int limit) {
        return Changes.of(database.read(handle -> table.changesAfter(handle, cursor, limit)), cursor);
    }

    /** All versions of an entry, oldest first; empty where there is none of that id. */
    public List<EntryVersion> history(String id) {
        return database.read(handle -> table.history(handle, id));
    }
}
