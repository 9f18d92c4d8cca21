package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Stop;
import org.factfloor.engine.report.Waits;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Wait;
import org.factfloor.production.advice.StopList;
import org.jspecify.annotations.Nullable;

/** Short stops in clusters that one question can stand for. */
final class ShortStops {

    /** A trouble that did not show for so long is another one; µs. */
    private static final long WINDOW = 30 * Micros.PER_MINUTE;

    private ShortStops() {}

    /**
     * A cluster: a reason said for [from, to) meets its stops and no other.
     *
     * @param count how many stops, at least 2
     * @param seconds their length together
     * @param pieces that were not made meanwhile; null without a standard
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Cluster(String machine, Instant from, Instant to, int count, double seconds, @Nullable Double pieces) {}

    /**
     * The clusters in a range all of whose stops are wanted, the longest together first. Stops that last may become long
     * ones, and those in which a machine waited for a neighbour of its line need no reason: neither is in a cluster.
     */
    static List<Cluster> clusters(PlantModel model, Facts facts, Snapshot snapshot, Slice range, List<Stop> stops,
            Predicate<Stop> wanted) {
        Map<String, List<Stop>> byMachine = stops.stream().filter(stop -> !stop.lasting())
                .collect(Collectors.groupingBy(Stop::machine));
        Map<String, List<Wait>> waits = waits(model, facts, range, byMachine).stream()
                .collect(Collectors.groupingBy(Wait::workUnit));
        List<Cluster> clusters = new ArrayList<>();
        byMachine.forEach((machine, ended) -> {
            Waits known = new Waits(waits.getOrDefault(machine, List.of()));
            for (List<Stop> asked : between(ended, known)) {
                for (StopList.Cluster cluster : StopList.clusters(asked.stream().map(Stop::stop).toList(), WINDOW)) {
                    List<Stop> in = asked.stream()
                            .filter(stop -> stop.from() >= cluster.from() && stop.to() <= cluster.to()).toList();
                    if (in.stream().allMatch(wanted)) {
                        clusters.add(view(snapshot, machine, cluster, in));
                    }
                }
            }
        });
        clusters.sort(Comparator.comparingDouble(Cluster::seconds).reversed().thenComparing(Cluster::from));
        return clusters;
    }

    /** Stops by time, apart where the machine waited: a reason for a cluster would be one for a wait inside it, too. */
    private static List<List<Stop>> between(List<Stop> stops, Waits waits) {
        List<List<Stop>> runs = new ArrayList<>(List.of(new ArrayList<>()));
        stops.stream().sorted(Comparator.comparingLong(Stop::from)).forEach(stop -> {
            if (waits.explain(stop)) {
                runs.add(new ArrayList<>());
            } else {
                runs.getLast().add(stop);
            }
        });
        return runs;
    }

    /** Waits show in the books of a whole line only. */
    private static List<Wait> waits(PlantModel model, Facts facts, Slice range, Map<String, List<Stop>> byMachine) {
        TreeSet<String> machines = new TreeSet<>();
        model.workCenters().filter(line -> line.countingUnit().isPresent())
                .map(WorkCenter::workUnits)
                .filter(units -> units.stream().anyMatch(unit -> byMachine.containsKey(unit.id())))
                .forEach(units -> units.stream().map(WorkUnit::id).forEach(machines::add));
        return machines.isEmpty()
                ? List.of()
                : Waits.of(model, Snapshot.take(facts, machines, range.from(), range.to()), range.from(), range.to())
                        .list();
    }

    private static Cluster view(Snapshot snapshot, String machine, StopList.Cluster cluster, List<Stop> stops) {
        double pieces = 0;
        boolean standard = false;
        for (Stop stop : stops) {
            @Nullable
            Double lost = StopsApi.pieces(snapshot, stop);
            standard |= lost != null;
            pieces += lost == null ? 0 : lost;
        }
        return new Cluster(machine, Micros.toInstant(cluster.from()), Micros.toInstant(cluster.to()), cluster.count(),
                cluster.total() / 1e6, standard ? pieces : null);
    }
}
