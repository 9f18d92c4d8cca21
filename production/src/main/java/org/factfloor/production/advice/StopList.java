package org.factfloor.production.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.production.Interval;
import org.factfloor.production.TimeUse;

/** The stops of one machine, one by one or in clusters. docs/reference/production-rules.md, section 7. */
public final class StopList {

    /** What is left beside a reason and shorter, µs, is the seconds by which people miss a stop's border. */
    private static final long LEFTOVER = Micros.PER_MINUTE;

    private StopList() {}

    /**
     * A stop.
     *
     * @param begin where it began, µs; before its first part where the list begins later
     * @param parts by time, neighbours unlike; more than one where its state or reason changed
     */
    public record Stop(long begin, List<Interval> parts) {

        public Stop {
            parts = List.copyOf(parts);
        }

        /** µs. */
        public long to() {
            return parts.getLast().to();
        }

        /** From its begin to its end as far as known, also what a reason took out of it; µs. */
        public long length() {
            return to() - begin;
        }

        /** Whether all of it is a short stop. */
        public boolean isShort() {
            return parts.stream().allMatch(part -> part.use() == TimeUse.SHORT_STOP);
        }

        /** Whether time of use STOP has no reason: all of it, or a minute or more beside what has one. */
        public boolean reasonMissing() {
            long missing = parts.stream().filter(part -> part.use() == TimeUse.STOP && part.reason().isEmpty())
                    .mapToLong(part -> part.to() - part.from()).sum();
            return missing >= LEFTOVER || (missing > 0 && parts.stream().allMatch(part -> part.reason().isEmpty()));
        }
    }

    /**
     * Short stops that one question can stand for. A reason claimed for all of [from, to) meets them and no other stop.
     *
     * @param from where the first began, µs
     * @param to where the last ended, µs
     * @param count at least 2
     * @param total their length, µs
     */
    public record Cluster(long from, long to, int count, long total) {}

    /**
     * The stops that intervals are part of.
     *
     * @param intervals of one machine in order of time
     */
    public static List<Stop> of(List<Interval> intervals) {
        List<Stop> stops = new ArrayList<>();
        List<Interval> parts = new ArrayList<>();
        for (Interval interval : intervals) {
            if (!parts.isEmpty() && parts.getLast().stop() != interval.stop()) {
                stops.add(new Stop(parts.getFirst().stop(), parts));
                parts.clear();
            }
            if (interval.stop() != 0) {
                add(parts, interval);
            }
        }
        if (!parts.isEmpty()) {
            stops.add(new Stop(parts.getFirst().stop(), parts));
        }
        return List.copyOf(stops);
    }

    /** Adds an interval; as part of the last one where only the border of a cell lies between them. */
    private static void add(List<Interval> parts, Interval next) {
        boolean joins = !parts.isEmpty() && parts.getLast().alike(next) && parts.getLast().to() == next.from();
        parts.add(joins ? next.from(parts.removeLast().from()) : next);
    }

    /**
     * Clusters of short stops to which nobody gave a reason: each begins at most {@code window} after the one before ended,
     * with no other stop between.
     *
     * @param stops of one machine in order of time
     * @param window µs
     */
    public static List<Cluster> clusters(List<Stop> stops, long window) {
        List<Cluster> clusters = new ArrayList<>();
        Optional<Cluster> open = Optional.empty();
        for (Stop stop : stops) {
            boolean asks = stop.isShort() && stop.parts().stream().allMatch(part -> part.reason().isEmpty());
            boolean joins = asks && open.isPresent() && stop.begin() - open.get().to() <= window;
            if (!joins) {
                open.filter(cluster -> cluster.count() > 1).ifPresent(clusters::add);
            }
            if (!asks) {
                open = Optional.empty();
            } else if (joins) {
                open = open.map(cluster -> new Cluster(cluster.from(), stop.to(), cluster.count() + 1,
                        cluster.total() + stop.length()));
            } else {
                open = Optional.of(new Cluster(stop.begin(), stop.to(), 1, stop.length()));
            }
        }
        open.filter(cluster -> cluster.count() > 1).ifPresent(clusters::add);
        return List.copyOf(clusters);
    }
}
