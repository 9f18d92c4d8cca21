package org.factfloor.web.api;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Site;
import org.factfloor.records.PlantVersion;
import org.factfloor.web.http.ProblemException;

/**
 * One version of the plant, prepared for looking up.
 *
 * @param signals by key, in the order of the hierarchy
 */
public record PlantView(PlantVersion version, Map<String, Placed> signals) {

    /**
     * A signal at its place.
     *
     * @param ref permanent plant-wide reference
     * @param zone of its site
     */
    public record Placed(int ref, Signal signal, ZoneId zone) {}

    static PlantView of(PlantVersion version, Map<String, Integer> refs) {
        Map<String, Placed> signals = new LinkedHashMap<>();
        for (Site site : version.model().enterprise().sites()) {
            site.workUnits().flatMap(unit -> unit.signals().stream())
                    .forEach(signal -> Optional.ofNullable(refs.get(signal.key())).ifPresent(ref -> signals
                            .put(signal.key(), new Placed(ref, signal, site.calendar().zone()))));
        }
        return new PlantView(version, Collections.unmodifiableMap(signals));
    }

    public Optional<Placed> signal(String key) {
        return Optional.ofNullable(signals.get(key));
    }

    /**
     * A signal of the plant.
     *
     * @throws ProblemException 404 {@code unknown-signal}
     */
    public Placed require(String key) {
        return signal(key).orElseThrow(() -> ProblemException.notFound("unknown-signal",
                "The plant has no signal " + key + "; look at GET /api/v1/signals for those it has."));
    }

    /**
     * A site of the plant.
     *
     * @throws ProblemException 404 {@code unknown-site}
     */
    public Site requireSite(String id) {
        return version.model().enterprise().sites().stream().filter(site -> site.id().equals(id)).findFirst()
                .orElseThrow(() -> ProblemException.notFound("unknown-site", "The plant has no site " + id + "."));
    }
}
