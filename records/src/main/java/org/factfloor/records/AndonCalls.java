package org.factfloor.records;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.plant.Micros;
import org.factfloor.records.AndonCall.Kind;
import org.factfloor.records.AndonCall.Step;
import org.jdbi.v3.core.Handle;

/**
 * Calls for help at machines. No step is ever changed or removed; each is in the {@link Audit}.
 *
 * <p>A machine has one open call of a kind at most: who calls again gets the one that is open. As with {@link Entries},
 * sending the same again changes nothing.
 */
public final class AndonCalls {

    /** How far a terminal is believed to have kept what it could not send, µs. */
    private static final long KEPT = 24 * Micros.PER_HOUR;

    private final Database database;
    private final EntryChecks checks;
    private final AndonTable table = new AndonTable();
    private final Audit audit;
    private final InstantSource clock;

    /**
     * What came of a call or step.
     *
     * @param again whether nothing was written, since it was so already
     */
    public record Answer(AndonCall call, boolean again) {}

    AndonCalls(Database database, EntryChecks checks, Audit audit, InstantSource clock) {
        this.database = database;
        this.checks = checks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Calls for help.
     *
     * @param id made by who calls, as that of an entry
     * @param saidAt by the clock of the terminal, µs; empty for now. One that lies in another call of the same kind at the
     *        machine gets that call
     * @throws RefusedException if the id is none or taken, there is no such machine, the clock is off or the author may
     *         only look
     */
    public Answer call(String id, String workUnit, Kind kind, OptionalLong saidAt, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            long now = Micros.of(clock.instant());
            Optional<AndonCall> known = table.find(handle, id);
            if (known.isPresent()) {
                if (!known.get().workUnit().equals(workUnit) || known.get().kind() != kind) {
                    throw Refusals.idTaken(id);
                }
                return new Answer(known.get(), true);
            }
            EntryChecks.checkId(id);
            requireOperator(author);
            if (around.machine(workUnit).isEmpty()) {
                throw Refusals.unknownMachine(workUnit);
            }
            long at = said(saidAt, now, around.zone());
            Optional<AndonCall> standing = table.at(handle, workUnit, kind, at);
            if (standing.isPresent()) {
                return new Answer(standing.get(), true);
            }
            table.add(handle, id, workUnit, kind, at);
            return new Answer(take(handle, id, new AndonCall.Taken(Step.CALLED, at, author.name(), now), author),
                    false);
        });
    }

    /**
     * Takes a step. One at or behind where the call stands changes nothing.
     *
     * @param saidAt by the clock of the terminal, µs; empty for now
     * @throws RefusedException if there is no such call, it ended in another way, the clock is off or the author may only
     *         look
     */
    public Answer step(String id, Step step, OptionalLong saidAt, Author author) {
        EntryChecks.Surroundings around = checks.surroundings();
        return database.write(handle -> {
            long now = Micros.of(clock.instant());
            AndonCall call = table.find(handle, id).orElseThrow(() -> Refusals.unknownCall(id));
            requireOperator(author);
            if (call.taken(step).isPresent()) {
                return new Answer(call, true);
            }
            if (!call.isOpen()) {
                // Who comes late with what led to the end did no harm.
                if (!step.ends() && call.last().step() == Step.DONE) {
                    return new Answer(call, true);
                }
                throw Refusals.callOver(call.last());
            }
            if (step.compareTo(call.last().step()) < 0) {
                return new Answer(call, true);
            }
            long at = Math.max(said(saidAt, now, around.zone()), call.last().at());
            return new Answer(take(handle, id, new AndonCall.Taken(step, at, author.name(), now), author), false);
        });
    }

    private AndonCall take(Handle handle, String id, AndonCall.Taken taken, Author author) {
        table.take(handle, id, taken);
        AndonCall call = table.find(handle, id).orElseThrow();
        audit.add(handle, author.name(), author.source(), "call." + taken.step().name().toLowerCase(Locale.ROOT),
                id, "ok", call.workUnit() + " " + call.kind().name().toLowerCase(Locale.ROOT) + " "
                        + Micros.toInstant(taken.at()));
        return call;
    }

    private static long said(OptionalLong saidAt, long now, ZoneId zone) {
        if (saidAt.orElse(now) > now) {
            EntryTimes.clock(saidAt.getAsLong(), now, zone);
        }
        return Math.clamp(saidAt.orElse(now), now - KEPT, now);
    }

    private static void requireOperator(Author author) {
        author.require(User.Role.OPERATOR);
    }

    public Optional<AndonCall> find(String id) {
        return database.read(handle -> table.find(handle, id));
    }

    /** Calls that are not over, the oldest first; of all machines where none is named. */
    public List<AndonCall> open(Optional<String> workUnit) {
        return database.read(handle -> table.open(handle, workUnit));
    }

    /**
     * Calls that touch [from, to), newest arrival first.
     *
     * @param from µs
     * @param to µs
     * @param before only calls with a smaller {@link AndonCall#number()}
     */
    public List<AndonCall> list(Optional<String> workUnit, long from, long to, long before, int limit) {
        return database.read(handle -> table.list(handle, workUnit, from, to, before, limit));
    }
}
