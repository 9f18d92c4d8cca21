package org.factfloor.plant;

import java.util.List;
import java.util.Optional;

/**
 * A line or group of machines (ISA-95 work center).
 *
 * @param countingUnit id of the machine at which the pieces of a serial line are counted; empty for a group, whose pieces
 *        are the sum of its machines'
 */
public record WorkCenter(String id, Label name, Kind kind, List<WorkUnit> workUnits, Optional<String> countingUnit) {

    public WorkCenter {
        workUnits = List.copyOf(workUnits);
    }

    /** A group of machines. */
    public WorkCenter(String id, Label name, Kind kind, List<WorkUnit> workUnits) {
        this(id, name, kind, workUnits, Optional.empty());
    }

    /** The same work center with other machines. */
    public WorkCenter withWorkUnits(List<WorkUnit> others) {
        return new WorkCenter(id, name, kind, others, countingUnit);
    }

    /** Kinds of work center (IEC 62264-1, 5.3). */
    public enum Kind {
        PRODUCTION_LINE, WORK_CELL, PROCESS_CELL, PRODUCTION_UNIT, STORAGE_ZONE
    }
}
