package org.factfloor.records;

/** A password that does not meet the {@link PasswordPolicy}; the message says why. */
public final class WeakPasswordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    WeakPasswordException(String message) {
        super(message);
    }
}
