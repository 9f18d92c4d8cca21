package org.factfloor.history.duckdb;

import java.nio.file.Path;

/**
 * A file of tallies, sorted by (signal, time). It answers for the stretches that {@link Tiers} give it, and may hold rows
 * outside of them that no longer count.
 *
 * @param id rises with each tier file ever written
 * @param bytes size of the file
 */
record TierFile(long id, Tier tier, Path file, long rows, long bytes) {}
