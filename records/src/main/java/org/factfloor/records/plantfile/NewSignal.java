package org.factfloor.records.plantfile;

import java.time.Duration;
import java.util.Optional;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;

/**
 * A signal somebody picked for a machine.
 *
 * @param id unique on its machine
 * @param role must fit the kind; a machine has one signal of role state and one of role count
 * @param unit UCUM code; empty for none
 * @param samplingInterval empty for the connection's publishing interval
 */
public record NewSignal(String id, Label name, SignalKind kind, Signal.Role role, String unit,
        String address, Optional<Duration> samplingInterval) {}
