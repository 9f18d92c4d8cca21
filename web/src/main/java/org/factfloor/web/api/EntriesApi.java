package org.factfloor.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.records.Author;
import org.factfloor.records.Entries;
import org.factfloor.records.NewEntry;
import org.factfloor.records.RefusedException;
import org.factfloor.records.Saved;
import org.factfloor.web.MadePieces;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** What people say about machines. */
public final class EntriesApi implements Resource {

    private static final int MOST_AT_ONCE = 200;
    private static final long LONGEST = 400 * 24 * Micros.PER_HOUR;

    private final Entries entries;
    private final RejectLimit limit;
    private final SealedTime sealed;
    /** One at a time, so that two rejects said at once are judged one after the other. */
    private final ReentrantLock saying = new ReentrantLock();

    /** Either one entry, or several in {@code entries}; {@code sentAt} is the clock of who sends it. */
    private record Said(@Nullable String id, @Nullable String workUnit, @Nullable String from, @Nullable String to,
            @Nullable String saidAt, @Nullable String sentAt, @Nullable ClaimView claim, @Nullable String remark,
            @Nullable List<@Nullable Said> entries) {}

    private record Correction(@Nullable Integer revision, @Nullable String from, @Nullable String to,
            @Nullable ClaimView claim, @Nullable String remark) {}

    public EntriesApi(Entries entries, CurrentPlant plant, MadePieces made, SealedTime sealed) {
        this.entries = entries;
        this.sealed = sealed;
        this.limit = new RejectLimit(plant, entries, made);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/entries", Access.READ, this::list, "workUnit", "from", "to"),
                Route.post("/entries", Access.OPERATOR, this::say),
                Route.put("/entries/{id}", Access.OPERATOR, this::correct),
                Route.delete("/entries/{id}", Access.OPERATOR, this::retract, "revision", "remark"),
                Route.get("/entries/{id}/history", Access.READ, this::history));
    }

    private void list(Call call) {
        long from = call.time("from");
        long to = call.time("to");
        if (to <= from || to - from > LONGEST) {
            throw ProblemException.invalidField("to", "must be after from, at most 400 days");
        }
        call.json(Page.all(entries.versions(call.query("workUnit"), from, to).stream().map(EntryView::of).toList()));
    }

    private void history(Call call) {
        String id = call.path("id");
        List<EntryView> versions = entries.history(id).stream().map(EntryView::of).toList();
        if (versions.isEmpty()) {
            throw ProblemException.notFound("unknown-entry", "There is no entry " + id + ".");
        }
        call.json(Page.all(versions));
    }

    private void say(Call call) {
        Said request = call.body(Said.class);
        Author author = Authors.of(call);
        Amounts.optionalTime("sentAt", request.sentAt()).ifPresent(entries::checkClock);
        List<@Nullable Said> several = request.entries();
        if (several == null) {
            Saved saved = alone(() -> say(List.of(entry(request)), author).getFirst());
            call.json(saved.again() ? 200 : 201, EntryView.of(saved));
            return;
        }
        if (several.isEmpty() || several.size() > MOST_AT_ONCE) {
            throw ProblemException.invalidField("entries", "must list 1 to " + MOST_AT_ONCE + " entries");
        }
        List<NewEntry> given = new ArrayList<>();
        for (int i = 0; i < several.size(); i++) {
            Said one = several.get(i);
            if (one == null || one.entries() != null) {
                throw ProblemException.invalidField("entries/" + i, "must be an entry");
            }
            given.add(entry(one));
        }
        call.json(201, Page.all(alone(() -> say(given, author)).stream().map(EntryView::of).toList()));
    }

    private List<Saved> say(List<NewEntry> given, Author author) {
        sealed.check(given, entries);
        limit.check(given);
        return entries.say(given, author);
    }

    private static NewEntry entry(Said said) {
        return new NewEntry(Checks.optional("id", said.id(), 64), Checks.text("workUnit", said.workUnit(), 60),
                Amounts.time("from", said.from()), Amounts.optionalTime("to", said.to()), claim(said.claim()),
                Amounts.optionalTime("saidAt", said.saidAt()),
                Checks.optional("remark", said.remark(), 500).orElse(""));
    }

    private static Entry.Claim claim(@Nullable ClaimView claim) {
        if (claim == null) {
            throw ProblemException.invalidField("claim", "is missing; say what is claimed");
        }
        return claim.claim();
    }

    private void correct(Call call) {
        Correction request = call.body(Correction.class);
        Author author = Authors.of(call);
        String id = call.path("id");
        Integer revision = request.revision();
        if (revision == null) {
            throw ProblemException.invalidField("revision", "is missing; give the one you saw");
        }
        Entry.Claim claim = claim(request.claim());
        long from = Amounts.time("from", request.from());
        OptionalLong to = Amounts.optionalTime("to", request.to());
        String remark = Checks.optional("remark", request.remark(), 500).orElse("");
        call.json(EntryView.of(alone(() -> {
            Optional<Entry> before = entries.find(id).map(version -> version.entry());
            before.ifPresent(entry -> sealed.checkCorrection(entry, from, to, claim));
            String workUnit = before.map(Entry::workUnit).orElse("");
            limit.checkCorrection(id, workUnit, from, claim);
            return entries.correct(id, revision,
                    new NewEntry(Optional.empty(), workUnit, from, to, claim, OptionalLong.empty(), remark), author);
        })));
    }

    private void retract(Call call) {
        int revision = call.number("revision", 0, 1, Integer.MAX_VALUE);
        if (revision == 0) {
            throw ProblemException.invalidField("revision", "is missing; give the one you saw");
        }
        String remark = Checks.optional("remark", call.query("remark").orElse(null), 500).orElse("");
        String id = call.path("id");
        alone(() -> {
            entries.find(id).map(version -> version.entry())
                    .ifPresent(entry -> sealed.check(entry.workUnit(), entry.from()));
            return entries.retract(id, revision, remark, Authors.of(call));
        });
        call.status(204);
    }

    /** Does it while nobody else says anything; a conflict tells what stands. */
    private <T> T alone(Supplier<T> work) {
        saying.lock();
        try {
            return work.get();
        } catch (RefusedException refused) {
            if (refused.standing().isEmpty()) {
                throw refused;
            }
            ProblemException problem = ProblemException.of(refused.refusal());
            Problem with = problem.problem().withErrors(List.of(EntryView.of(refused.standing().get())));
            throw new ProblemException(with);
        } finally {
            saying.unlock();
        }
    }
}
