package org.factfloor.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.engine.Revision.Cause;
import org.factfloor.engine.Revision.Code;
import org.factfloor.history.History;
import org.factfloor.plant.SampleBatch;
import org.factfloor.production.Entry;
import org.factfloor.production.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Where to begin to compute: a saved state, or the beginning of what is known.
 *
 * @param state empty for the beginning
 * @param after stored facts that end at or before it stay
 * @param cause why a state before the last one was chosen, where it was
 */
record Base(Optional<SavedState> state, Decided after, Optional<Cause> cause) {

    private Base(Optional<SavedState> state, Optional<Cause> cause) {
        this(state, state.map(SavedState::decided).orElse(Decided.NOTHING), cause);
    }

    /** The last state before a time. */
    static Base before(FactStore store, String workUnit, long time) {
        return new Base(store.stateBefore(workUnit, time), Optional.empty());
    }

    /**
     * The same but no earlier than the seal. Without any state, as after a machine was read otherwise, it begins with what
     * is left of the samples, and what is stored before the seal stays.
     */
    Base sealed(FactStore store, History history, Machine machine) {
        long until = Seal.until(store, history, machine);
        if (until == Long.MIN_VALUE || state.isPresent() && state.get().time() >= until) {
            return this;
        }
        Base first = new Base(
                store.stateBefore(machine.id(), until).or(() -> store.stateBefore(machine.id(), Long.MAX_VALUE)),
                cause);
        return first.state().isPresent()
                ? first
                : new Base(Optional.empty(), Seal.kept(store, history, machine), cause);
    }

    /**
     * The last state that holds all that history has before it. Rows that history took while nobody fed them are not in
     * its log of changes where they were their signal's newest.
     */
    static Base last(FactStore store, History history, Machine machine) {
        Base base = before(store, machine.id(), Long.MAX_VALUE);
        while (base.state().isPresent()) {
            Missed missed = firstMissed(history, machine, base.state().get());
            if (missed == null) {
                break;
            }
            base = new Base(store.stateBefore(machine.id(), missed.time()),
                    Optional.of(new Cause(Code.LATE_SAMPLES, List.of(missed.key()))));
        }
        return base;
    }

    private record Missed(String key, long time) {}

    private static @Nullable Missed firstMissed(History history, Machine machine,
            SavedState state) {
        Missed first = null;
        for (Machine.Input input : machine.inputs()) {
            long fed = state.newest().getOrDefault(input.signal(), Long.MIN_VALUE);
            SampleBatch latest = history.latest(List.of(input.signal()));
            if (!latest.isEmpty() && latest.time(0) > fed && fed < state.time()) {
                SampleBatch row = history.read(input.signal(), fed == Long.MIN_VALUE ? fed : fed + 1, state.time(), 1);
                if (!row.isEmpty() && (first == null || row.time(0) < first.time())) {
                    first = new Missed(input.key(), row.time(0));
                }
            }
        }
        return first;
    }

    /** Where to begin, µs; empty where there is nothing to compute from. */
    OptionalLong start(History history, Machine machine, Plan plan) {
        if (state.isPresent()) {
            return OptionalLong.of(state.get().time());
        }
        // What was said of the time before does not matter any more.
        return after.equals(Decided.NOTHING)
                ? beginning(history, machine, plan)
                : OptionalLong.of(samples(history, machine).min().stream().reduce(after.cells(), Math::min));
    }

    /**
     * Where a machine's facts begin: its first sample or, where earlier, the first entry; empty where there is neither. What
     * only says what a machine makes and who is there does not begin the facts of one with signals: it may reach back into
     * time that nobody saw.
     */
    static OptionalLong beginning(History history, Machine machine, Plan plan) {
        LongStream said = plan.entries().stream()
                .filter(entry -> machine.inputs().isEmpty() || happened(entry.claim())).mapToLong(Entry::from);
        return LongStream.concat(samples(history, machine), said).min();
    }

    /** The first sample of each input. */
    private static LongStream samples(History history, Machine machine) {
        return machine.inputs().stream()
                .map(input -> history.read(input.signal(), Long.MIN_VALUE, Long.MAX_VALUE, 1))
                .filter(row -> !row.isEmpty()).mapToLong(row -> row.time(0));
    }

    private static boolean happened(Entry.Claim claim) {
        return switch (claim) {
            case Entry.ProductClaim _,Entry.JobClaim _,Entry.StaffingClaim _ -> false;
            case Entry.StateClaim _,Entry.ReasonClaim _,Entry.RejectClaim _,Entry.OutputClaim _,Entry.CountClaim _ ->
                true;
        };
    }
}
