package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.factfloor.intake.LiveBoard;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Quality;
import org.factfloor.plant.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of a signal.
 *
 * @param signal its key
 * @param value number, text or null; see {@link Values}
 * @param status name of the OPC UA status code
 * @param fresh whether its source still confirms it
 * @param since from when value and status have been what they are
 */
record LatestView(String signal, Instant time, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object value,
        String status, String quality, boolean fresh, Instant since) {

    static LatestView of(PlantView.Placed placed, LiveBoard.Latest latest, Freshness freshness) {
        Quality quality = Quality.of(latest.status());
        return new LatestView(placed.signal().key(), Micros.toInstant(latest.time()),
                Values.of(latest.type(), latest.bits(), latest.text()), StatusCode.name(latest.status()),
                quality.word(), quality != Quality.BAD && freshness.confirms(placed.signal()),
                Micros.toInstant(latest.since()));
    }
}
