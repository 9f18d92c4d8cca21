package org.factfloor.production;

import java.util.List;
import org.factfloor.plant.Calendar;

/**
 * All that holds for one machine besides its samples: the calendar of its site, what people said, and its standards.
 *
 * @param entries standing entries of this machine, in any order
 * @param standards of this machine, in any order
 */
public record Plan(Calendar calendar, List<Entry> entries, List<Standard> standards) {

    public Plan {
        entries = List.copyOf(entries);
        standards = List.copyOf(standards);
    }
}
