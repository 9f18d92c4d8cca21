package org.factfloor.engine;

import org.factfloor.engine.FactStore.Decided;
import org.factfloor.engine.FactStore.SavedState;
import org.factfloor.history.History;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;

/**
 * Facts of time whose samples have been removed stay as they are, whatever is said, comes late or is changed in the plant.
 * What people alone have said has no samples to lose.
 */
final class Seal {

    private Seal() {}

    /**
     * Before this time a machine's facts are not computed again, µs: the first saved state from which on history has all
     * samples or, where there is none, the end of the production day in which samples were removed last.
     *
     * @return {@link Long#MIN_VALUE} where all of them are
     */
    static long until(FactStore store, History history, Machine machine) {
        long removedBefore = history.removedBefore().orElse(Long.MIN_VALUE);
        if (machine.inputs().isEmpty() || removedBefore == Long.MIN_VALUE) {
            return Long.MIN_VALUE;
        }
        return store.stateTimes(machine.id()).stream().filter(time -> time >= removedBefore)
                .filter(time -> store.stateBefore(machine.id(), time).filter(Seal::isBehind).isPresent()).findFirst()
                .orElseGet(() -> dayEnd(machine.calendar(), removedBefore));
    }

    /** Whether facts are computed from it on, and not only looked at to know what held where those begin. */
    private static boolean isBehind(SavedState state) {
        return state.decided().cells() <= state.time();
    }

    private static long dayEnd(Calendar calendar, long removedBefore) {
        return Micros.of(calendar.endOf(calendar.productionDay(Micros.toInstant(removedBefore - 1))));
    }

    /**
     * The stored facts that stay where no saved state tells: those before the seal, up to the end of an hour, where cells
     * end whatever is changed. {@link Decided#NOTHING} where nothing is stored that could stay.
     */
    static Decided kept(FactStore store, History history, Machine machine) {
        long until = until(store, history, machine);
        long end = Long.MIN_VALUE;
        long hour = Long.MIN_VALUE;
        if (until > Long.MIN_VALUE) {
            for (var cell : store.cells(machine.id(), Long.MIN_VALUE, until)) {
                if (cell.to() <= until) {
                    end = cell.to();
                    hour = machine.calendar().hourStart(end) == end ? end : hour;
                }
            }
        }
        // Another zone's hours may end elsewhere; what has been computed stays all the same.
        long to = hour > Long.MIN_VALUE ? hour : end;
        return new Decided(to, to);
    }
}
