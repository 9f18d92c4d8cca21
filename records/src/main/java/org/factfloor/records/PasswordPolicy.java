package org.factfloor.records;

import java.util.Optional;

/** Which passwords are good enough: 10 to 256 characters, not a common one, not made of the user's name. */
public final class PasswordPolicy {

    private PasswordPolicy() {}

    /** Why a password is refused, as a sentence; empty for a good one. */
    public static Optional<String> objection(String userName, char[] password) {
        throw new UnsupportedOperationException();
    }
}
