package org.factfloor.records;

import java.time.Instant;
import java.util.Set;

/**
 * What a program may do with a bearer token; the token itself is not kept.
 *
 * @param name unique
 * @param createdBy the user who made it
 */
public record ApiToken(String name, Set<Scope> scopes, Instant createdAt, String createdBy) {

    public ApiToken {
        scopes = Set.copyOf(scopes);
    }

    /** What a token may be used for. */
    public enum Scope {
        /** Read plant, live values and history. */
        READ,
        /** Read the metrics page. */
        METRICS
    }
}
