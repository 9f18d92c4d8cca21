package org.factfloor.records;

import java.util.List;
import java.util.Optional;

/**
 * The people who may sign in. Passwords are kept as Argon2id hashes only (RFC 9106; 19 MiB, 2 passes, 1 lane). Callers
 * write what they do to the {@link Audit} themselves, since they know who asked.
 */
public final class Users {

    Users() {}

    /** Whether there is any user yet. */
    public boolean any() {
        throw new UnsupportedOperationException();
    }

    /** All users by name. */
    public List<User> list() {
        throw new UnsupportedOperationException();
    }

    public Optional<User> find(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds a user.
     *
     * @throws WeakPasswordException for a password below the {@link PasswordPolicy}
     * @throws RecordsException for a name that is taken or has characters names do not have
     */
    public User create(String name, String displayName, char[] password, User.Role role) {
        throw new UnsupportedOperationException();
    }

    /** Adds an administrator if there is no user at all; empty if there is one. Errors as in {@link #create}. */
    public Optional<User> createFirst(String name, String displayName, char[] password) {
        throw new UnsupportedOperationException();
    }

    /** The user if name and password are right. Takes as long for a name nobody has. */
    public Optional<User> verify(String name, char[] password) {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives a user a new password and ends their sessions.
     *
     * @return false if nobody has the name
     * @throws WeakPasswordException for a password below the {@link PasswordPolicy}
     */
    public boolean setPassword(String name, char[] password) {
        throw new UnsupportedOperationException();
    }

    /** Removes a user and their sessions; false if nobody has the name. */
    public boolean delete(String name) {
        throw new UnsupportedOperationException();
    }
}
