package org.factfloor.records;

import java.util.List;
import org.factfloor.plant.Label;

/**
 * What came of saying something that was not refused.
 *
 * @param version the version that stands now
 * @param again whether the same had arrived before; nothing was written then
 * @param notes what the author may want to know
 */
public record Saved(EntryVersion version, boolean again, List<Note> notes) {

    public Saved {
        notes = List.copyOf(notes);
    }

    /**
     * A remark that refuses nothing.
     *
     * @param code a word that never changes, e.g. {@code no-standard}
     */
    public record Note(String code, Label text) {}
}
