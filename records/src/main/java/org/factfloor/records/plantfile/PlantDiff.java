package org.factfloor.records.plantfile;

import java.util.List;

/** What one plant file says otherwise than another, in the order of paths; empty where only the wording differs. */
public record PlantDiff(List<Change> changes) {

    public PlantDiff {
        changes = List.copyOf(changes);
    }

    /** One difference. Paths name things by id: {@code workUnits[cnc-1].signals[state].unit}. */
    public record Change(Kind kind, String path, String before, String after) {}

    /** What happened to the thing a path names. */
    public enum Kind {
        ADDED, REMOVED, CHANGED
    }

    /** The way from one valid file to another. */
    public static PlantDiff between(PlantFile.Ok before, PlantFile.Ok after) {
        throw new UnsupportedOperationException();
    }

    /** Everything a first file adds. */
    public static PlantDiff from(PlantFile.Ok first) {
        throw new UnsupportedOperationException();
    }
}
