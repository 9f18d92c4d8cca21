package org.factfloor.plant;

import java.util.List;

/** A part of a site, such as machining or moulding (ISA-95 area). */
public record Area(String id, Label name, List<WorkCenter> workCenters) {

    public Area {
        workCenters = List.copyOf(workCenters);
    }
}
