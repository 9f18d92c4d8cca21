package org.factfloor.engine.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.factfloor.production.Interval;
import org.factfloor.production.TimeUse;

/**
 * A stop of one machine: parts that follow each other, more than one where several reasons were given or its state changed.
 *
 * @param parts by time, without gap, at least one
 * @param lasting whether it has not ended yet
 */
public record Stop(String machine, List<Interval> parts, boolean lasting) {

    public Stop {
        parts = List.copyOf(parts);
    }

    /** µs. */
    public long from() {
        return parts.getFirst().from();
    }

    /** µs; the present where it lasts. */
    public long to() {
        return parts.getLast().to();
    }

    /** Whether it counts as a short stop throughout. */
    public boolean isShort() {
        return parts.stream().allMatch(part -> part.use() == TimeUse.SHORT_STOP);
    }

    /** Whether a person should say why. */
    public boolean reasonMissing() {
        return parts.stream().anyMatch(part -> part.use() == TimeUse.STOP && part.reason().isEmpty());
    }

    /**
     * The stops of these machines in [from, to), newest first; those that reach beyond are cut at its ends.
     *
     * @param now what ends here has not ended, µs
     */
    public static List<Stop> of(Snapshot snapshot, Collection<String> machines, long from, long to, long now) {
        List<Stop> stops = new ArrayList<>();
        for (String machine : machines) {
            List<Interval> parts = new ArrayList<>();
            for (Interval interval : snapshot.intervals(machine, from, Math.min(to, now))) {
                if (!parts.isEmpty() && !continues(parts.getLast(), interval)) {
                    stops.add(new Stop(machine, parts, false));
                    parts.clear();
                }
                if (interval.stop() != 0) {
                    parts.add(interval);
                }
            }
            if (!parts.isEmpty()) {
                stops.add(new Stop(machine, parts, parts.getLast().to() >= now));
            }
        }
        stops.sort(Comparator.comparingLong(Stop::from).reversed());
        return stops;
    }

    private static boolean continues(Interval part, Interval next) {
        return next.stop() == part.stop() && next.from() == part.to();
    }
}
