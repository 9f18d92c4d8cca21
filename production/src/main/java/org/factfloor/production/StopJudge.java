package org.factfloor.production;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Entry.ReasonClaim;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.Entry.StateClaim;
import org.jspecify.annotations.Nullable;

/**
 * Lays what people said over the machine's states, finds stops and judges what time was spent on.
 * docs/reference/production-rules.md, sections 4, 5 and 7.
 *
 * <p>It holds the stretches of a stop until the stop ends or is longer than the limit. A stop that long may end the unattended
 * time it lies in, which changes the time class of its own stretches: they are then taken anew.
 */
final class StopJudge {

    private final PlanIndex plan;
    private final long limit;

    private boolean inStop;
    /** Where the present stop began. */
    private long stop;
    /** The present stop is longer than the limit. */
    private boolean isLong;
    private final List<Stretch> held = new ArrayList<>();
    /** When unattended time ended early, by id of the claim. */
    private final Map<String, Long> unattendedTo = new TreeMap<>();

    StopJudge(PlanIndex plan, long limit) {
        this.plan = plan;
        this.limit = limit;
    }

    StopJudge(PlanIndex plan, long limit, StateReader in) {
        this(plan, limit);
        inStop = in.flag();
        stop = in.number();
        isLong = in.flag();
        for (int i = in.count(); i > 0; i--) {
            held.add(Stretch.read(in, plan));
        }
        for (int i = in.count(); i > 0; i--) {
            unattendedTo.put(String.valueOf(in.text()), in.number());
        }
    }

    void save(StateWriter out) {
        out.flag(inStop);
        out.number(inStop ? stop : 0);
        out.flag(inStop && isLong);
        out.number(held.size());
        held.forEach(stretch -> stretch.save(out));
        out.number(unattendedTo.size());
        unattendedTo.forEach((id, to) -> {
            out.text(id);
            out.number(to);
        });
    }

    /** Takes the next stretch, closed and with its machine state decided. */
    void take(Stretch stretch, Consumer<Judged> out) {
        lay(stretch, out);
        if (!unattendedTo.isEmpty()) {
            forget(held.isEmpty() ? stretch.to : held.getFirst().from);
        }
    }

    private void lay(Stretch stretch, Consumer<Judged> out) {
        TimeClass time = timeClass(stretch);
        State state = state(stretch, time);
        if (time != TimeClass.PLANNED || !stands(state)) {
            end(stretch.from, out);
            boolean setup = state == State.CHANGEOVER;
            out.accept(judged(stretch, time, state, use(time, state), setup, null, 0));
            return;
        }
        if (!inStop) {
            inStop = true;
            isLong = false;
            stop = stretch.from;
        }
        held.add(stretch);
        if (stretch.to - stop > limit && !endsUnattended(stretch.to, out)) {
            isLong = true;
            giveOut(TimeUse.STOP, out);
        }
    }

    /** Ends the present stop, if there is one. */
    void end(long time, Consumer<Judged> out) {
        if (inStop) {
            giveOut(isLong || time - stop > limit ? TimeUse.STOP : TimeUse.SHORT_STOP, out);
            inStop = false;
        }
    }

    /** Lets a long stop that is known up to an instant end unattended time. */
    private boolean endsUnattended(long end, Consumer<Judged> out) {
        List<Entry> standing = plan.unattended(stop, end).stream()
                .filter(entry -> !unattendedTo.containsKey(entry.id())).toList();
        if (standing.isEmpty()) {
            return false;
        }
        long to = standing.stream().mapToLong(entry -> Math.max(stop, entry.from())).min().orElseThrow();
        standing.stream().filter(entry -> entry.from() <= to).forEach(entry -> unattendedTo.put(entry.id(), to));
        List<Stretch> again = List.copyOf(held);
        held.clear();
        // What was given out of a long stop stays in it.
        inStop = isLong;
        again.forEach(stretch -> lay(stretch, out));
        return true;
    }

    /** Forgets unattended time that is over. */
    private void forget(long decided) {
        List<String> standing = plan.unattended(decided, Long.MAX_VALUE).stream().map(Entry::id).toList();
        unattendedTo.keySet().retainAll(standing);
    }

    private TimeClass timeClass(Stretch stretch) {
        TimeClass planned = stretch.ground.timeClass();
        TimeClass staffed = staffed(stretch, planned);
        boolean maintained = staffed == TimeClass.PLANNED && stretch.ground.state() instanceof Entry claim
                && stated(claim) == State.MAINTENANCE && stretch.state != State.RUNNING;
        return maintained ? TimeClass.PLANNED_STOP : staffed;
    }

    private TimeClass staffed(Stretch stretch, TimeClass planned) {
        Entry entry = stretch.ground.staffing();
        if (entry == null || !(entry.claim() instanceof StaffingClaim claim)) {
            return planned;
        }
        return switch (claim.staffing()) {
            case NOT_STAFFED, NO_JOB -> planned == TimeClass.PLANNED ? TimeClass.PLANNED_STOP : planned;
            case OVERTIME -> TimeClass.PLANNED;
            case UNATTENDED -> stretch.from < unattendedTo.getOrDefault(entry.id(), Long.MAX_VALUE)
                    ? TimeClass.PLANNED
                    : TimeClass.OFF_SHIFT;
        };
    }

    /** The effective state, before reasons. */
    private static State state(Stretch stretch, TimeClass time) {
        Entry claim = maker(stretch);
        if (claim != null) {
            return stated(claim);
        }
        return stretch.state == State.NO_DATA && time != TimeClass.PLANNED ? State.OFF : stretch.state;
    }

    /** The state claim that makes a stretch's state, if one does. */
    private static @Nullable Entry maker(Stretch stretch) {
        Entry claim = stretch.ground.state();
        return claim == null || (stretch.state == State.RUNNING && stated(claim) != State.CHANGEOVER) ? null : claim;
    }

    private static State stated(Entry entry) {
        return switch (((StateClaim) entry.claim()).state()) {
            case CHANGEOVER -> State.CHANGEOVER;
            case MAINTENANCE -> State.MAINTENANCE;
            case STOPPED -> State.STOPPED;
            case OFF -> State.OFF;
        };
    }

    private static boolean stands(State state) {
        return switch (state) {
            case IDLE, NO_PARTS, STOPPED, OFF -> true;
            case RUNNING, CHANGEOVER, MAINTENANCE, NO_DATA, MANUAL -> false;
        };
    }

    private static TimeUse use(TimeClass time, State state) {
        if (time != TimeClass.PLANNED) {
            return TimeUse.NOT_PLANNED;
        }
        return switch (state) {
            case RUNNING, MANUAL -> TimeUse.RUN;
            case CHANGEOVER -> TimeUse.SETUP;
            case NO_DATA -> TimeUse.NO_DATA;
            case IDLE, NO_PARTS, STOPPED, OFF, MAINTENANCE -> throw new IllegalStateException(state + " is a stop");
        };
    }

    /** Gives out what is held of a stop, with the reasons people gave. */
    private void giveOut(TimeUse use, Consumer<Judged> out) {
        for (Iterator<Stretch> stretches = held.iterator(); stretches.hasNext(); stretches.remove()) {
            Stretch stretch = stretches.next();
            State state = state(stretch, TimeClass.PLANNED);
            Entry entry = plan.reason(stretch.from, stop);
            if (entry == null || !(entry.claim() instanceof ReasonClaim reason)) {
                out.accept(judged(stretch, TimeClass.PLANNED, state, use, false, null, stop));
                continue;
            }
            out.accept(switch (reason.policy()) {
                case AVAILABILITY -> judged(stretch, TimeClass.PLANNED, state, use, false, entry, stop);
                case PERFORMANCE -> judged(stretch, TimeClass.PLANNED, state, TimeUse.SHORT_STOP, false, entry, stop);
                case EXCLUDED ->
                    judged(stretch, TimeClass.PLANNED_STOP, state, TimeUse.NOT_PLANNED, false, entry, stop);
                case SETUP -> judged(stretch, TimeClass.PLANNED, State.CHANGEOVER, TimeUse.SETUP, false, entry, stop);
            });
        }
    }

    private static Judged judged(Stretch stretch, TimeClass time, State state, TimeUse use, boolean setup,
            @Nullable Entry reason, long stop) {
        if (reason != null && reason.claim() instanceof ReasonClaim claim) {
            return new Judged(stretch, time, state, use, setup, claim.reason(), reason.id(), stop);
        }
        Entry maker = maker(stretch);
        return maker != null && maker.claim() instanceof StateClaim claim
                ? new Judged(stretch, time, state, use, setup, claim.reason().orElse(null), maker.id(), stop)
                : new Judged(stretch, time, state, use, setup, null, null, stop);
    }

    void take(Spread gap) {
        held.forEach(stretch -> stretch.take(gap));
    }

    /** Where the first stretch begins that is held; {@code otherwise} if none is. */
    long from(long otherwise) {
        return held.isEmpty() ? otherwise : held.getFirst().from;
    }
}
