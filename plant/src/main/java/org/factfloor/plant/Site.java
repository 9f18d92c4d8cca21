package org.factfloor.plant;

import java.util.List;
import java.util.stream.Stream;

/** A plant at one place, with the one calendar all its figures are told in (ISA-95 site). */
public record Site(String id, Label name, Calendar calendar, List<Area> areas) {

    public Site {
        areas = List.copyOf(areas);
    }

    /** Its lines and groups, in the order of the hierarchy. */
    public Stream<WorkCenter> workCenters() {
        return areas.stream().flatMap(area -> area.workCenters().stream());
    }

    /** Its machines, in the order of the hierarchy. */
    public Stream<WorkUnit> workUnits() {
        return workCenters().flatMap(center -> center.workUnits().stream());
    }
}
