package org.factfloor.production;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.factfloor.plant.Signal.Role;
import org.factfloor.production.WorkUnitSheet.CounterOnly;
import org.factfloor.production.WorkUnitSheet.Manual;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;

/** Section 2: what the machine was doing, by its own signals. */
final class SlowStates {

    private static final long MINUTE = 60_000_000L;

    private final WorkUnitSheet sheet;
    private final SlowSamples samples;
    private final SlowClaims claims;
    private final SlowCounter counter;
    private final long start;
    private final long end;
    private final RulesMet met;

    SlowStates(WorkUnitSheet sheet, SlowSamples samples, SlowClaims claims, SlowCounter counter, long start, long end,
            RulesMet met) {
        this.sheet = sheet;
        this.samples = samples;
        this.claims = claims;
        this.counter = counter;
        this.start = start;
        this.end = end;
        this.met = met;
    }

    /** The longest stretches of one state, from start to end. */
    List<SlowStretch<State>> stretches() {
        return switch (sheet.states()) {
            case StateSignal signal -> withNoParts(withPauses(
                    SlowStretch.longest(sampleTimes(), instant -> signalled(signal, instant))));
            case PowerBands bands -> withNoParts(withPauses(
                    SlowStretch.longest(sampleTimes(), instant -> powered(bands, instant))));
            case CounterOnly only -> counted(only);
            case Manual() -> SlowStretch.longest(List.of(start, end), instant -> State.MANUAL);
        };
    }

    private List<Long> sampleTimes() {
        TreeSet<Long> times = new TreeSet<>(List.of(start, end));
        samples.all().forEach(sample -> times.add(sample.time()));
        return List.copyOf(times);
    }

    private State signalled(StateSignal signal, long instant) {
        Optional<SlowSample> sample = samples.known(Role.STATE, instant);
        if (sample.isEmpty()) {
            return State.NO_DATA;
        }
        if (!signal.meanings().containsKey(sample.get().bits())) {
            met.rule(PageRule.CODE_WITHOUT_MEANING);
            return State.NO_DATA;
        }
        return switch (signal.meanings().get(sample.get().bits())) {
            case RUNNING -> State.RUNNING;
            case IDLE -> State.IDLE;
            case SETUP -> {
                met.rule(PageRule.SETUP_CODE);
                yield State.CHANGEOVER;
            }
            case STOPPED -> State.STOPPED;
            case OFF -> State.OFF;
        };
    }

    private State powered(PowerBands bands, long instant) {
        Optional<SlowSample> sample = samples.known(Role.POWER, instant);
        if (sample.isEmpty()) {
            return State.NO_DATA;
        }
        double power = sample.get().number();
        if (Double.isNaN(power)) {
            met.rule(PageRule.POWER_NAN);
            return State.NO_DATA;
        }
        met.when(power == bands.offBelow(), PageRule.POWER_AT_OFF_BELOW);
        met.when(power == bands.runningFrom(), PageRule.POWER_AT_RUNNING_FROM);
        return power < bands.offBelow() ? State.OFF : power < bands.runningFrom() ? State.IDLE : State.RUNNING;
    }

    /** "Counter only": each piece moment decides up to the next one, or up to where the counter becomes unknown. */
    private List<SlowStretch<State>> counted(CounterOnly only) {
        TreeSet<Long> moments = new TreeSet<>(counter.pieceMoments());
        moments.addAll(counter.knownMoments());
        List<SlowStretch<State>> stretches = new ArrayList<>();
        long known = start;
        for (long moment : moments) {
            Optional<PlannedCycle> standard = claims.standard(moment);
            long cycle = standard.map(PlannedCycle::cycle).orElse(0L);
            long limit = standard.isPresent() ? Math.max(2 * cycle, cycle + MINUTE) : only.stopAfter();
            long nextPiece = firstAfter(moment, List.copyOf(moments));
            long unknown = firstAfter(moment, counter.unknownMoments());
            long until = Math.min(nextPiece, unknown);
            boolean stopped = until > moment + limit;

            SlowStretch.add(stretches, new SlowStretch<>(known, moment, State.NO_DATA));
            SlowStretch.add(stretches, new SlowStretch<>(moment, stopped ? moment + cycle : until, State.RUNNING));
            SlowStretch.add(stretches, new SlowStretch<>(stopped ? moment + cycle : until, until, State.STOPPED));
            known = until;
            met.when(stopped,
                    standard.isPresent() ? PageRule.COUNTER_STOPPED : PageRule.COUNTER_STOPPED_WITHOUT_STANDARD);
            met.when(nextPiece == moment + limit && until == nextPiece, PageRule.COUNTER_IN_TIME_AT_LIMIT);
            met.when(nextPiece == moment + limit + 1 && until == nextPiece, PageRule.COUNTER_LATE_BY_A_MICROSECOND);
            met.when(until == unknown && until < end, until == moment + limit
                    ? PageRule.COUNTER_UNKNOWN_AT_LIMIT
                    : stopped ? PageRule.COUNTER_UNKNOWN_AFTER_LIMIT : PageRule.COUNTER_UNKNOWN_IN_WAIT);
        }
        SlowStretch.add(stretches, new SlowStretch<>(known, end, State.NO_DATA));
        return stretches;
    }

    /** The first of some rising moments that is later; the end where none is. */
    private long firstAfter(long instant, List<Long> moments) {
        return moments.stream().filter(moment -> moment > instant).findFirst().orElse(end);
    }

    /** "A pause in the cycle is no stop." */
    private List<SlowStretch<State>> withPauses(List<SlowStretch<State>> raw) {
        List<SlowStretch<State>> stretches = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            boolean pause = i > 0 && i + 1 < raw.size() && raw.get(i - 1).value() == State.RUNNING
                    && raw.get(i).value() == State.IDLE && raw.get(i + 1).value() == State.RUNNING
                    && withinPause(raw.get(i));
            SlowStretch.add(stretches, pause
                    ? new SlowStretch<>(raw.get(i).from(), raw.get(i).to(), State.RUNNING)
                    : raw.get(i));
            met.when(i > 0 && i + 1 < raw.size() && raw.get(i - 1).value() == State.RUNNING
                    && raw.get(i).value() == State.IDLE && raw.get(i + 1).value() != State.RUNNING,
                    PageRule.IDLE_BEFORE_OTHER_STATE);
        }
        return stretches;
    }

    private boolean withinPause(SlowStretch<State> idle) {
        Optional<PlannedCycle> standard = claims.standard(idle.from());
        if (standard.isEmpty()) {
            met.rule(PageRule.PAUSE_WITHOUT_STANDARD);
            return false;
        }
        long longest = standard.get().cycle() * 3 / 2;
        met.when(idle.length() <= longest, PageRule.PAUSE);
        met.when(idle.length() == longest, PageRule.PAUSE_OF_LIMIT);
        met.when(idle.length() == longest + 1, PageRule.PAUSE_TOO_LONG_BY_A_MICROSECOND);
        return idle.length() <= longest;
    }

    /** "Running, no parts": each moment that can be `s` decides up to the next one, or up to the end of the stretch. */
    private List<SlowStretch<State>> withNoParts(List<SlowStretch<State>> paused) {
        if (sheet.counting().isEmpty()) {
            return paused;
        }
        List<SlowStretch<State>> stretches = new ArrayList<>();
        for (SlowStretch<State> stretch : paused) {
            if (stretch.value() != State.RUNNING) {
                SlowStretch.add(stretches, stretch);
                continue;
            }
            TreeSet<Long> moments = new TreeSet<>(counter.pieceMoments());
            moments.addAll(counter.knownMoments());
            moments.removeIf(moment -> !stretch.contains(moment));
            moments.add(stretch.from());
            for (long s : moments) {
                long next = Math.min(firstAfter(s, List.copyOf(moments)), stretch.to());
                long until = Math.min(next, firstAfter(s, counter.unknownMoments()));
                long from = noPartsFrom(s, until);
                SlowStretch.add(stretches, new SlowStretch<>(s, from, State.RUNNING));
                SlowStretch.add(stretches, new SlowStretch<>(from, until, State.NO_PARTS));
                SlowStretch.add(stretches, new SlowStretch<>(until, next, State.RUNNING));
                met.when(from < until && until < next, PageRule.NO_PARTS_ENDED_BY_UNKNOWN_COUNTER);
                met.when(from < until && until == stretch.to() && until < end, PageRule.NO_PARTS_ENDED_BY_STATE);
                met.when(from < until && counter.pieceMoments().contains(until), PageRule.NO_PARTS_ENDED_BY_PIECE);
                met.when(from < until && wentThroughPause(from, until), PageRule.NO_PARTS_THROUGH_PAUSE);
            }
        }
        return stretches;
    }

    /** Where it begins to be NO_PARTS after `s`, if nothing comes until `until`; `until` where it does not. */
    private long noPartsFrom(long s, long until) {
        Optional<PlannedCycle> standard = claims.standard(s);
        if (!counter.known(s) || standard.isEmpty()) {
            return until;
        }
        long cycle = standard.get().cycle();
        boolean piece = counter.pieceMoments().contains(until);
        met.when(until == s + 3 * cycle,
                piece ? PageRule.PIECE_AT_THREE_CYCLES : PageRule.RUNNING_ENDS_AT_THREE_CYCLES);
        met.when(until > s + 3 * cycle, PageRule.NO_PARTS);
        return until > s + 3 * cycle ? s + cycle : until;
    }

    private boolean wentThroughPause(long from, long to) {
        return sheet.states() instanceof StateSignal signal
                && sampleTimes().stream().anyMatch(time -> from < time && time < to
                        && signalled(signal, time) == State.IDLE);
    }
}
