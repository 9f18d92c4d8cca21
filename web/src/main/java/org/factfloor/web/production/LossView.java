package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.factfloor.engine.report.Loss;
import org.jspecify.annotations.Nullable;

/** A loss as the API tells it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record LossView(Loss.Kind kind, @Nullable String key, double seconds, double pieces, int count) {

    private static final double SECOND = 1e6;

    static LossView of(Loss loss) {
        return new LossView(loss.kind(), loss.key().orElse(null), loss.micros() / SECOND, loss.pieces(), loss.count());
    }
}
