package org.factfloor.records.plantfile;

import java.util.Optional;
import org.factfloor.plant.Label;

/**
 * A machine that is not in the plant file yet.
 *
 * @param workCenterId where it stands; empty for the plant's first work center
 */
public record NewWorkUnit(Label name, Optional<String> workCenterId) {}
