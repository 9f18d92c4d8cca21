package org.factfloor.history.duckdb;

import java.util.Optional;
import org.factfloor.history.Grid;
import org.factfloor.plant.Micros;

/** How finely samples are tallied. */
enum Tier {
    MINUTE("minutes", Micros.PER_MINUTE), HOUR("hours", Micros.PER_HOUR);

    private final String folder;
    private final long width;

    Tier(String folder, long width) {
        this.folder = folder;
        this.width = width;
    }

    /** The folder of its files, beside that of the slices. */
    String folder() {
        return folder;
    }

    /** What a row stands for at most, µs. */
    long width() {
        return width;
    }

    /** Where the minute or hour begins that a time is in. */
    long startOf(long time) {
        return Math.floorDiv(time, width) * width;
    }

    /** The coarsest tier whose rows each fall into one of these columns; none if columns begin within minutes. */
    static Optional<Tier> fitting(Grid grid) {
        return grid.fits(HOUR.width)
                ? Optional.of(HOUR)
                : Optional.of(MINUTE).filter(tier -> grid.fits(tier.width));
    }
}
