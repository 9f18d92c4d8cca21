package org.factfloor.records;

import java.util.Optional;

/** Who is signed in. A session ends after 12 h without use, after 7 days, and when its user's password changes. */
public final class Sessions {

    Sessions() {}

    /**
     * Opens a session for a user that exists.
     *
     * @return the token that stands for it, 256 random bits in 43 characters; only its hash is kept
     */
    public String open(String user) {
        throw new UnsupportedOperationException();
    }

    /** Whose session it is while it lasts; counts as use. */
    public Optional<User> find(String token) {
        throw new UnsupportedOperationException();
    }

    public void close(String token) {
        throw new UnsupportedOperationException();
    }
}
