package org.factfloor.production;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Entry.ReasonClaim;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.Entry.StateClaim;

/** Sections 4, 5 and 7: time class, effective state, stop and reason of an instant. */
final class SlowTime {

    private static final Set<State> STANDING = EnumSet.of(State.IDLE, State.NO_PARTS, State.STOPPED, State.OFF);

    private final WorkUnitSheet sheet;
    private final SlowCalendar calendar;
    private final SlowClaims claims;
    private final List<SlowStretch<State>> machine;
    private final List<Long> borders;
    private final RulesMet met;
    /** Where unattended running ended, by the id of the staffing entry. */
    private final Map<String, Long> cuts = new HashMap<>();
    private List<SlowStretch<Boolean>> stops;

    /**
     * @param machine its states by section 2
     * @param borders where anything can change
     */
    SlowTime(WorkUnitSheet sheet, SlowCalendar calendar, SlowClaims claims, List<SlowStretch<State>> machine,
            List<Long> borders, RulesMet met) {
        this.sheet = sheet;
        this.calendar = calendar;
        this.claims = claims;
        this.machine = machine;
        this.borders = borders;
        this.met = met;
        stops = findStops();
        while (cutUnattended()) {
            stops = findStops();
        }
    }

    private List<SlowStretch<Boolean>> findStops() {
        return SlowStretch.longest(borders,
                instant -> timeClass(instant) == TimeClass.PLANNED && STANDING.contains(effective(instant))).stream()
                .filter(SlowStretch::value).toList();
    }

    /** Section 4, UNATTENDED: the earliest end that a stop puts to entries. Whether there was one. */
    private boolean cutUnattended() {
        List<Entry> running = claims.of(StaffingClaim.class).stream()
                .filter(entry -> staffing(entry) == Staffing.UNATTENDED && !cuts.containsKey(entry.id())).toList();
        Map<String, Long> ends = new HashMap<>();
        for (Entry entry : running) {
            for (SlowStretch<Boolean> stop : stops) {
                long later = Math.max(stop.from(), entry.from());
                if (stop.length() > sheet.shortStopLimit() && stop.contains(later) && later < claims.end(entry)) {
                    ends.merge(entry.id(), later, Math::min);
                    met.when(stop.from() < entry.from(), PageRule.UNATTENDED_CUT_AT_ITS_BEGINNING);
                }
            }
        }
        long earliest = ends.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        ends.values().removeIf(end -> end > earliest);
        cuts.putAll(ends);
        return !ends.isEmpty();
    }

    private static Staffing staffing(Entry entry) {
        return ((StaffingClaim) entry.claim()).staffing();
    }

    /** Section 4, and MAINTENANCE of section 5; before reasons. */
    TimeClass timeClass(long instant) {
        TimeClass staffed = staffed(instant);
        return staffed == TimeClass.PLANNED && effective(instant) == State.MAINTENANCE
                ? TimeClass.PLANNED_STOP
                : staffed;
    }

    private TimeClass staffed(long instant) {
        TimeClass planned = calendar.timeClass(instant);
        Optional<Entry> entry = claims.staffing(instant);
        if (entry.isEmpty()) {
            return planned;
        }
        return switch (staffing(entry.get())) {
            case NOT_STAFFED -> {
                met.when(planned == TimeClass.PLANNED, PageRule.NOT_STAFFED);
                yield planned == TimeClass.PLANNED ? TimeClass.PLANNED_STOP : planned;
            }
            case NO_JOB -> {
                met.when(planned == TimeClass.PLANNED, PageRule.NO_JOB);
                yield planned == TimeClass.PLANNED ? TimeClass.PLANNED_STOP : planned;
            }
            case OVERTIME -> {
                met.when(planned != TimeClass.PLANNED, PageRule.OVERTIME);
                yield TimeClass.PLANNED;
            }
            case UNATTENDED -> {
                boolean cut = cuts.containsKey(entry.get().id()) && instant >= cuts.get(entry.get().id());
                met.rule(cut ? PageRule.UNATTENDED_CUT : PageRule.UNATTENDED_RUNS);
                yield cut ? TimeClass.OFF_SHIFT : TimeClass.PLANNED;
            }
        };
    }

    /** The claim that makes the state what it is; none where the machine says so itself. */
    Optional<Entry> stated(long instant) {
        State says = SlowStretch.at(machine, instant);
        Optional<Entry> entry = claims.state(instant).filter(
                claim -> says != State.RUNNING || ((StateClaim) claim.claim()).state() == Entry.Stated.CHANGEOVER);
        met.when(entry.isEmpty() && claims.state(instant).isPresent(), PageRule.RUNS_ON_UNDER_CLAIM);
        return entry;
    }

    /** The machine's state with what people said; before reasons. */
    State effective(long instant) {
        Optional<Entry> entry = stated(instant);
        if (entry.isEmpty()) {
            return SlowStretch.at(machine, instant);
        }
        return switch (((StateClaim) entry.get().claim()).state()) {
            case CHANGEOVER -> met(PageRule.CHANGEOVER_SAID, State.CHANGEOVER);
            case MAINTENANCE -> met(PageRule.MAINTENANCE_SAID, State.MAINTENANCE);
            case STOPPED -> met(PageRule.STOPPED_SAID, State.STOPPED);
            case OFF -> met(PageRule.OFF_SAID, State.OFF);
        };
    }

    private State met(PageRule rule, State state) {
        met.rule(rule);
        return state;
    }

    /** Section 7: the stop that contains the instant. */
    Optional<SlowStretch<Boolean>> stop(long instant) {
        return stops.stream().filter(stop -> stop.contains(instant)).findFirst();
    }

    /**
     * Why it stood, or was in the state it was, and who said so.
     *
     * @param policy empty for the reason in a state claim
     */
    record Why(String reason, Optional<LossPolicy> policy, Entry entry) {}

    /** Section 5: the reason of an instant; that of a reason claim in a stop only. */
    Optional<Why> reason(long instant) {
        Optional<Entry> said = reasons(instant).stream().max(SlowClaims.SAID_LAST);
        boolean inStop = stop(instant).isPresent();
        met.when(said.isPresent() && !inStop, PageRule.REASON_OUTSIDE_STOP);
        if (said.isPresent() && inStop) {
            ReasonClaim claim = (ReasonClaim) said.get().claim();
            met.rule(said.get().to().isPresent() ? PageRule.REASON : PageRule.REASON_OPEN);
            return Optional.of(new Why(claim.reason(), Optional.of(claim.policy()), said.get()));
        }
        return stated(instant).flatMap(entry -> ((StateClaim) entry.claim()).reason().map(reason -> {
            met.rule(inStop ? PageRule.REASON_OF_STATE_CLAIM : PageRule.REASON_OF_STATE_CLAIM_OUTSIDE_STOP);
            return new Why(reason, Optional.empty(), entry);
        }));
    }

    private List<Entry> reasons(long instant) {
        List<Entry> covering = new ArrayList<>();
        for (Entry entry : claims.of(ReasonClaim.class)) {
            if (covers(entry, instant)) {
                covering.add(entry);
            }
        }
        return covering;
    }

    private boolean covers(Entry entry, long instant) {
        if (instant < entry.from()) {
            return false;
        }
        if (entry.to().isPresent()) {
            return instant < entry.to().getAsLong();
        }
        long known = Math.max(entry.saidAt(), entry.from());
        boolean restOfStop = stop(instant).filter(stop -> stop.contains(known)).isPresent();
        met.when(restOfStop && instant > known, PageRule.REASON_OPEN_FOR_REST_OF_STOP);
        met.when(restOfStop && entry.saidAt() < entry.from(), PageRule.REASON_SAID_BEFORE_IT_BEGINS);
        return instant < entry.saidAt() || restOfStop;
    }

    List<SlowStretch<Boolean>> stops() {
        return stops;
    }
}
