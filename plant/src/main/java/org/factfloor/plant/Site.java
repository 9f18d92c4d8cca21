package org.factfloor.plant;

import java.util.List;

/** A plant at one place, with the one calendar all its figures are told in (ISA-95 site). */
public record Site(String id, Label name, Calendar calendar, List<Area> areas) {

    public Site {
        areas = List.copyOf(areas);
    }
}
