package org.factfloor.web.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.records.AndonCall;
import org.factfloor.records.AndonCalls;
import org.factfloor.records.Entries;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Times;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/** Calls for help at machines (andon). */
public final class CallsApi implements Resource {

    private static final long LONGEST = 400 * 24 * Micros.PER_HOUR;
    private static final int MOST = 1_000;
    /** Seconds of waiting after which a call is urgent, and very urgent. */
    private static final List<Integer> ESCALATE_AFTER = List.of(300, 900);

    private final AndonCalls calls;
    private final Entries entries;
    private final Runnable changed;
    private final InstantSource clock;

    private record Said(@Nullable String id, @Nullable String workUnit, @Nullable String kind,
            @Nullable String saidAt, @Nullable String sentAt) {}

    private record Stepped(@Nullable String step, @Nullable String saidAt, @Nullable String sentAt) {}

    private record View(String id, String workUnit, AndonCall.Kind kind, AndonCall.Step state, String calledAt,
            List<StepView> steps) {
        static View of(AndonCall call) {
            return new View(call.id(), call.workUnit(), call.kind(), call.last().step(), Times.of(call.calledAt()),
                    call.steps().stream().map(StepView::of).toList());
        }
    }

    private record StepView(AndonCall.Step step, String at, String author, String receivedAt) {
        static StepView of(AndonCall.Taken taken) {
            return new StepView(taken.step(), Times.of(taken.at()), taken.author(), Times.of(taken.receivedAt()));
        }
    }

    /** @param at by which waiting is counted */
    private record Listed(String at, List<Integer> escalateAfter, List<View> items, @Nullable String next) {}

    /** @param changed told of every call and step that was taken */
    public CallsApi(AndonCalls calls, Entries entries, Runnable changed, InstantSource clock) {
        this.calls = calls;
        this.entries = entries;
        this.changed = changed;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/calls", Access.READ, this::list, "workUnit", "from", "to", "cursor", "limit"),
                Route.post("/calls", Access.OPERATOR, this::call),
                Route.post("/calls/{id}/steps", Access.OPERATOR, this::step));
    }

    private void list(Call call) {
        String at = Times.of(clock.instant());
        Optional<String> workUnit = call.query("workUnit");
        if (call.query("from").isEmpty() && call.query("to").isEmpty()) {
            // At most one of each kind and machine.
            call.json(new Listed(at, ESCALATE_AFTER, calls.open(workUnit).stream().map(View::of).toList(), null));
            return;
        }
        long from = call.time("from");
        long to = call.time("to");
        if (to <= from || to - from > LONGEST) {
            throw ProblemException.invalidField("to", "must be after from, at most 400 days");
        }
        int limit = call.number("limit", 100, 1, MOST);
        List<AndonCall> found = calls.list(workUnit, from, to, call.position("cursor").orElse(Long.MAX_VALUE),
                limit + 1);
        List<AndonCall> page = found.subList(0, Math.min(limit, found.size()));
        call.json(new Listed(at, ESCALATE_AFTER, page.stream().map(View::of).toList(),
                found.size() > limit ? Long.toString(page.getLast().number()) : null));
    }

    private void call(Call call) {
        Said request = call.body(Said.class);
        Amounts.optionalTime("sentAt", request.sentAt()).ifPresent(entries::checkClock);
        AndonCalls.Answer answer = calls.call(Checks.text("id", request.id(), 64),
                Checks.text("workUnit", request.workUnit(), 60),
                Checks.word("kind", AndonCall.Kind.class, request.kind()),
                Amounts.optionalTime("saidAt", request.saidAt()), Authors.of(call));
        told(answer);
        call.json(answer.again() ? 200 : 201, View.of(answer.call()));
    }

    private void step(Call call) {
        Stepped request = call.body(Stepped.class);
        Amounts.optionalTime("sentAt", request.sentAt()).ifPresent(entries::checkClock);
        AndonCall.Step step = Checks.word("step", AndonCall.Step.class, request.step());
        if (step == AndonCall.Step.CALLED) {
            throw ProblemException.invalidField("step", "is the first and taken by calling; give one after "
                    + Words.of(step));
        }
        AndonCalls.Answer answer = calls.step(call.path("id"), step, Amounts.optionalTime("saidAt", request.saidAt()),
                Authors.of(call));
        told(answer);
        call.json(View.of(answer.call()));
    }

    private void told(AndonCalls.Answer answer) {
        if (!answer.again()) {
            changed.run();
        }
    }
}
