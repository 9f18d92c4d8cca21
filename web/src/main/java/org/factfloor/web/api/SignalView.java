package org.factfloor.web.api;

import java.util.Map;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.jspecify.annotations.Nullable;

/**
 * A signal as the API tells it.
 *
 * @param ref permanent plant-wide reference; live frames name it by this
 * @param unit UCUM code; empty for a pure number
 * @param states what codes mean; null where nobody said
 * @param latest its newest value, where the call tells it and there is one
 */
record SignalView(int ref, String key, String id, Label name, SignalKind kind, Signal.Role role, String unit,
        String connection, String address, long samplingIntervalMs, Signal.@Nullable Band normal,
        @Nullable Map<Long, Signal.State> states, @Nullable LatestView latest) {

    static SignalView of(PlantView.Placed placed, @Nullable LatestView latest) {
        Signal signal = placed.signal();
        return new SignalView(placed.ref(), signal.key(), signal.id(), signal.name(), signal.kind(), signal.role(),
                signal.unit(), signal.connection(), signal.address(), signal.samplingInterval().toMillis(),
                signal.normal().orElse(null), signal.states().isEmpty() ? null : signal.states(), latest);
    }
}
