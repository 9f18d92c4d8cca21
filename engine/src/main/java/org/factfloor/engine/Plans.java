package org.factfloor.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.plant.PlantModel;
import org.factfloor.production.Entry;
import org.factfloor.production.Standard;
import org.factfloor.records.Changes;

/** What holds for machines besides their samples, and what of it has changed. Safe for many threads. */
public interface Plans {

    /** Number of the newest plant version; 0 where there is none. */
    int newestVersion();

    /** When the plant became known, µs; {@link Long#MAX_VALUE} before. */
    long knownSince();

    /** A plant version; empty where there is none of that number. */
    Optional<PlantModel> version(int number);

    /** The plant-wide reference of a signal's key, if it ever had one. */
    OptionalInt signal(String key);

    /** What people said of a machine and stands. */
    List<Entry> entries(String workUnit);

    List<Standard> standards(String workUnit);

    /**
     * Changes of entries, oldest first.
     *
     * @param after cursor of the last one known; 0 for all
     */
    Changes<Entry> entryChanges(long after, int limit);

    /** Changes of standards, as {@link #entryChanges}. */
    Changes<Standard> standardChanges(long after, int limit);
}
