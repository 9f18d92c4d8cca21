package org.factfloor.plant;

import java.util.List;

/** The firm (ISA-95 enterprise). */
public record Enterprise(String id, Label name, List<Site> sites) {

    public Enterprise {
        sites = List.copyOf(sites);
    }
}
