package org.factfloor.engine.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.factfloor.production.Interval;
import org.factfloor.production.advice.StopList;

/**
 * A stop of one machine.
 *
 * @param lasting whether it has not ended yet
 */
public record Stop(String machine, StopList.Stop stop, boolean lasting) {

    /** µs; before the range it was asked for where it began before. */
    public long from() {
        return stop.begin();
    }

    /** µs; the present where it lasts. */
    public long to() {
        return stop.to();
    }

    public List<Interval> parts() {
        return stop.parts();
    }

    /**
     * The stops of these machines in [from, to), newest first.
     *
     * @param now what ends here has not ended, µs
     */
    public static List<Stop> of(Snapshot snapshot, Collection<String> machines, long from, long to, long now) {
        List<Stop> stops = new ArrayList<>();
        for (String machine : machines) {
            StopList.of(snapshot.intervals(machine, from, Math.min(to, now)))
                    .forEach(stop -> stops.add(new Stop(machine, stop, stop.to() >= now)));
        }
        stops.sort(Comparator.comparingLong(Stop::from).reversed());
        return stops;
    }
}
