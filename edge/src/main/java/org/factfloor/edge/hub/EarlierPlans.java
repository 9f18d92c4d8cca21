package org.factfloor.edge.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.PlantVersions;
import org.factfloor.records.RecordsException;
import org.factfloor.records.SignalRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What edge boxes were given by every version of the plant model. */
public final class EarlierPlans {

    private static final Logger log = LoggerFactory.getLogger(EarlierPlans.class);

    private EarlierPlans() {}

    /** The connections that edge boxes held or hold, version by version. */
    public static List<ConnectionPlan> of(PlantVersions plants, SignalRegistry signals) {
        Map<String, Integer> refs = signals.all();
        List<ConnectionPlan> plans = new ArrayList<>();
        for (PlantVersion.Header header : plants.list(Integer.MAX_VALUE)) {
            try {
                plants.version(header.number())
                        .ifPresent(version -> ConnectionPlan.of(version.model(), key -> refs.getOrDefault(key, 0))
                                .stream().filter(plan -> plan.connection().edge().isPresent()).forEach(plans::add));
            } catch (RecordsException e) {
                log.warn("plant version {} cannot be read, so what edge boxes read for it is not taken",
                        header.number(), e);
            }
        }
        return plans;
    }
}
