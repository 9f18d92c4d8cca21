package org.factfloor.records;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Who did what, in order. Entries are only ever added; each carries the SHA-256 of its content and of the entry before
 * it, so that a changed, removed or inserted entry shows.
 */
public final class Audit {

    Audit() {}

    /**
     * One thing somebody did.
     *
     * @param id from 1, without holes
     * @param actor user, token or {@code system}
     * @param source where the request came from: an address or {@code command line}
     * @param action what was done, e.g. {@code plant.apply}
     * @param object what it was done to
     * @param result {@code ok} or why not
     * @param detail more about it, without secrets; may be empty
     */
    public record Entry(long id, Instant at, String actor, String source, String action, String object, String result,
            String detail) {}

    /** Adds an entry at the present time. */
    public void record(String actor, String source, String action, String object, String result, String detail) {
        throw new UnsupportedOperationException();
    }

    /**
     * The newest entries, newest first.
     *
     * @param before only entries with a smaller id, where given
     */
    public List<Entry> page(OptionalLong before, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Whether every entry is what was written and none is missing. */
    public boolean verify() {
        throw new UnsupportedOperationException();
    }
}
