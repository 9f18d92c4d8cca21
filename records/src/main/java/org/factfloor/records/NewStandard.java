package org.factfloor.records;

import java.util.Optional;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;

/**
 * A standard somebody states.
 *
 * @param id made by who sends it; made here where it is empty
 * @param operation for people; which standard holds is not decided by it
 * @param tool empty for all tools
 * @param validFrom µs
 * @param cycle planned time of one cycle, µs, at least 1
 * @param partsPerCycle 10⁻³ pieces, at least 1
 * @param targetPerHour 10⁻³ pieces an hour; 0 for none
 * @param remark why, where somebody has to say so; may be empty
 */
public record NewStandard(Optional<String> id, String workUnit, String product, Optional<String> operation,
        Optional<String> tool, long validFrom, long cycle, long partsPerCycle, long targetPerHour,
        Standard.Origin origin, String remark) {

    /** The standard it states; nobody has confirmed it. */
    Standard unconfirmed() {
        return new Standard(product, workUnit, tool, validFrom,
                new PlannedCycle(cycle, partsPerCycle, targetPerHour, false), origin, Optional.empty());
    }
}
