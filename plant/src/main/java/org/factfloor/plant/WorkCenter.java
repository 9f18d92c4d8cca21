package org.factfloor.plant;

import java.util.List;

/** A line or group of machines (ISA-95 work center). */
public record WorkCenter(String id, Label name, Kind kind, List<WorkUnit> workUnits) {

    public WorkCenter {
        workUnits = List.copyOf(workUnits);
    }

    /** Kinds of work center (IEC 62264-1, 5.3). */
    public enum Kind {
        PRODUCTION_LINE, WORK_CELL, PROCESS_CELL, PRODUCTION_UNIT, STORAGE_ZONE
    }
}
