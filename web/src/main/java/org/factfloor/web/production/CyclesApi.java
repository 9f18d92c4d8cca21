package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.factfloor.engine.Facts;
import org.factfloor.plant.Micros;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Cell;
import org.factfloor.production.Standard;
import org.factfloor.production.advice.Suggestions;
import org.factfloor.production.advice.Suggestions.SlowCycle;
import org.factfloor.records.StandardVersion;
import org.factfloor.records.Standards;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Page;
import org.factfloor.web.api.Resource;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** What cycles really took beside what is planned, and planned ones that look too slow. */
public final class CyclesApi implements Resource {

    private static final long PAST = 30 * 24 * Micros.PER_HOUR;
    private static final long NO_STANDARD = 1_000;

    private final Asked asked;
    private final Facts facts;
    private final Standards standards;
    private final InstantSource clock;

    /**
     * A product a machine makes.
     *
     * @param standard id of the one that holds now; null without one
     * @param observed what a cycle took, s; null where too little is known
     * @param proposal null where the planned cycle looks right or is kept
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Cycle(String workUnit, String product, @Nullable String standard, @Nullable Integer revision,
            @Nullable Double observed, @Nullable Proposal proposal) {}

    /**
     * A cycle the machine keeps that is shorter than the planned one.
     *
     * @param cycle s
     * @param hours steady hours it is taken from
     */
    record Proposal(double cycle, int hours) {}

    /** What a standard holds for. */
    private record Key(String product, Optional<String> tool) {}

    public CyclesApi(CurrentPlant plant, Facts facts, Standards standards, InstantSource clock) {
        this.asked = new Asked(plant);
        this.facts = facts;
        this.standards = standards;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/cycles", Access.READ, this::cycles, "workUnit"));
    }

    private void cycles(Call call) {
        Optional<String> wanted = call.query("workUnit");
        wanted.ifPresent(asked::subject);
        long now = Micros.of(clock.instant());
        Set<String> kept = standards.kept();
        List<Cycle> cycles = new ArrayList<>();
        asked.model().workUnits().filter(unit -> unit.production().isPresent()).map(WorkUnit::id)
                .filter(id -> wanted.map(id::equals).orElse(true))
                .forEach(id -> cycles.addAll(of(id, facts.cells(id, now - PAST, now).cells(), holding(id, now), kept)));
        call.json(Page.all(cycles));
    }

    /** The standards of a machine that hold now. */
    private List<StandardVersion> holding(String machine, long now) {
        Map<Key, StandardVersion> holding = new LinkedHashMap<>();
        standards.versions(Optional.of(machine)).stream().filter(version -> version.standard().validFrom() <= now)
                .sorted(Comparator.comparingLong(version -> version.standard().validFrom()))
                .forEach(version -> holding.put(new Key(version.standard().product(), version.standard().tool()),
                        version));
        return List.copyOf(holding.values());
    }

    private static List<Cycle> of(String machine, List<Cell> cells, List<StandardVersion> holding, Set<String> kept) {
        List<SlowCycle> slow = Suggestions.slowCycles(cells);
        Set<String> products = new TreeSet<>();
        cells.forEach(cell -> cell.product().ifPresent(products::add));
        List<Cycle> cycles = new ArrayList<>();
        for (String product : products) {
            List<StandardVersion> its = holding.stream()
                    .filter(version -> version.standard().product().equals(product)).toList();
            if (its.isEmpty()) {
                cycles.add(new Cycle(machine, product, null, null,
                        seconds(Suggestions.observedCycle(cells, product, NO_STANDARD)), null));
            }
            for (StandardVersion version : its) {
                // Where it depends on the tool, the hours of all of them together say nothing of one.
                OptionalLong observed = its.size() > 1
                        ? OptionalLong.empty()
                        : Suggestions.observedCycle(cells, product, version.standard().planned().partsPerCycle());
                Optional<Proposal> proposal = kept.contains(version.id())
                        ? Optional.empty()
                        : slow.stream().filter(found -> meets(found, version.standard())).findFirst()
                                .map(found -> new Proposal(found.bestSteady() / 1e6, found.steadyHours()));
                cycles.add(new Cycle(machine, product, version.id(), version.revision(), seconds(observed),
                        proposal.orElse(null)));
            }
        }
        return cycles;
    }

    private static boolean meets(SlowCycle slow, Standard standard) {
        return slow.product().equals(standard.product()) && slow.planned().cycle() == standard.planned().cycle()
                && slow.planned().partsPerCycle() == standard.planned().partsPerCycle();
    }

    private static @Nullable Double seconds(OptionalLong micros) {
        return micros.isPresent() ? (Double) (micros.getAsLong() / 1e6) : null;
    }
}
