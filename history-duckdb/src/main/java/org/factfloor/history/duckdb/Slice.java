package org.factfloor.history.duckdb;

import java.nio.file.Path;

/**
 * A settled file: every settled sample of [from, to), sorted by (signal, time).
 *
 * @param id rises with each slice ever written
 * @param from µs
 * @param to µs
 * @param bytes size of the file
 */
record Slice(long id, Path file, long from, long to, long rows, long bytes) {

    boolean overlaps(long start, long end) {
        return from < end && start < to;
    }
}
