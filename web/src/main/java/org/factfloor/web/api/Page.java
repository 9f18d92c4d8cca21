package org.factfloor.web.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list, or a page of one.
 *
 * @param next cursor of the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** All of a list. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }
}
