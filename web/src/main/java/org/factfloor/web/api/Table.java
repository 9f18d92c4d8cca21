package org.factfloor.web.api;

import java.io.IOException;
import java.util.List;

/** A file of rows, written as they come; closing completes it. */
public interface Table extends AutoCloseable {

    /** Adds a row; cells are {@code String}, {@code Double} or {@code Long}. */
    void row(List<?> cells) throws IOException;

    @Override
    void close() throws IOException;
}
