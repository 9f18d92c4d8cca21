package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.factfloor.plant.Micros;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;
import org.factfloor.records.StandardVersion;
import org.jspecify.annotations.Nullable;

/**
 * A standard as the API tells it.
 *
 * @param cycle planned time of one cycle, s
 * @param targetPerHour pieces an hour boards ask for; null for none
 * @param author who stated these figures, or confirmed them
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record StandardView(String id, int revision, String product, String workUnit, @Nullable String operation,
        @Nullable String tool, Instant validFrom, double cycle, double partsPerCycle, @Nullable Double targetPerHour,
        Standard.Origin origin, @Nullable String confirmedBy, String author, Instant at) {

    private static final double SECOND = 1e6;
    private static final double PIECE = 1e3;

    public static StandardView of(StandardVersion version) {
        Standard standard = version.standard();
        PlannedCycle planned = standard.planned();
        return new StandardView(version.id(), version.revision(), standard.product(), standard.workUnit(),
                version.operation().orElse(null), standard.tool().orElse(null), Micros.toInstant(standard.validFrom()),
                planned.cycle() / SECOND, planned.partsPerCycle() / PIECE,
                planned.targetPerHour() == 0 ? null : planned.targetPerHour() / PIECE, standard.origin(),
                standard.confirmedBy().orElse(null), version.author(), Micros.toInstant(version.receivedAt()));
    }
}
