package org.factfloor.web.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.web.api.PlantView;

/**
 * Time in which sources confirmed their signals' values: up to the last proof of life, but for the gaps. Behind it nothing is
 * confirmed, whatever the connection does: an edge box that is away goes on judging its machines, so no mark of silence tells.
 */
final class Confirmed {

    private final long from;
    private final long now;
    private final Map<Integer, Long> proven = new HashMap<>();

    /**
     * Nothing added yet.
     *
     * @param from where the ledger begins, µs
     * @param now where it ends at the latest, µs
     */
    Confirmed(long from, long now, List<ConnectionStatus> statuses, List<PlantView.Placed> signals) {
        this.from = from;
        this.now = now;
        Map<String, Long> alive = new HashMap<>();
        // Without a proof there is a mark of silence, or not one sample.
        statuses.forEach(status -> status.lastProofOfLife()
                .ifPresent(proof -> alive.put(status.connection().id(), Micros.of(proof))));
        signals.forEach(placed -> proven.put(placed.ref(),
                Math.min(now, alive.getOrDefault(placed.signal().connection(), now))));
    }

    List<Integer> signals() {
        return proven.keySet().stream().sorted().toList();
    }

    /**
     * Adds confirmed time and gaps to the sums that a signal is part of.
     *
     * @param gaps up to now, by signal and time
     * @param cut whether there are more: of what lies behind the last one nothing is known then
     */
    void add(List<History.Gap> gaps, boolean cut, Map<Integer, List<Tally>> tallies) {
        Map<Integer, Long> known = new HashMap<>();
        for (History.Gap gap : gaps) {
            List<Tally> concerned = tallies.getOrDefault(gap.signal(), List.of());
            long until = proven.getOrDefault(gap.signal(), now);
            long since = known.getOrDefault(gap.signal(), from);
            known.put(gap.signal(), gap.to());
            concerned.forEach(tally -> tally.confirmed(since, Math.min(gap.from(), until)));
            if (gap.isSilence()) {
                concerned.forEach(tally -> tally.gap(gap.from(), gap.to()));
            }
        }
        int complete = cut && !gaps.isEmpty() ? gaps.getLast().signal() : Integer.MAX_VALUE;
        proven.forEach((signal, until) -> {
            if (signal < complete) {
                tallies.getOrDefault(signal, List.of())
                        .forEach(tally -> tally.confirmed(known.getOrDefault(signal, from), until));
            }
        });
    }
}
