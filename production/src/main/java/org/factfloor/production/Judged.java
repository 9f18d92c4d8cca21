package org.factfloor.production;

import org.factfloor.plant.TimeClass;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time, judged.
 *
 * @param setup whether pieces counted in it are set-up pieces
 * @param stop where its stop began; 0 outside stops
 */
record Judged(Stretch stretch, TimeClass timeClass, State state, TimeUse use, boolean setup, @Nullable String reason,
        @Nullable String entry, long stop) {}
