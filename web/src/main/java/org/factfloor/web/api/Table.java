package org.factfloor.web.api;

import java.io.IOException;
import java.util.List;

/** A file of rows, written as they come; closing completes it. */
public interface Table extends AutoCloseable {

    /** How a number is to look; what it is stays. */
    enum Format {
        /** Without decimals, thousands apart. */
        WHOLE,
        /** With one decimal. */
        TENTHS,
        /** A ratio in per cent, with one decimal. */
        PERCENT
    }

    /** A number that looks so where the file can say so. */
    record Shown(double value, Format format) {}

    /** Adds a row; cells are {@code String}, {@code Double}, {@code Long} or {@link Shown}. */
    void row(List<?> cells) throws IOException;

    @Override
    void close() throws IOException;
}
