package org.factfloor.records;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Bearer tokens of programs. Only their hashes are kept. */
public final class ApiTokens {

    ApiTokens() {}

    /**
     * Makes a token, which is told here and never again.
     *
     * @param name unique among tokens
     * @throws RecordsException if the name is taken
     */
    public String create(String name, Set<ApiToken.Scope> scopes, String actor) {
        throw new UnsupportedOperationException();
    }

    public Optional<ApiToken> find(String token) {
        throw new UnsupportedOperationException();
    }

    /** Ends a token; false if there is none of that name. */
    public boolean revoke(String name) {
        throw new UnsupportedOperationException();
    }

    /** All tokens by name. */
    public List<ApiToken> list() {
        throw new UnsupportedOperationException();
    }
}
