package org.factfloor.records;

/**
 * Someone who may sign in.
 *
 * @param name what they sign in with; compared without regard to case
 * @param displayName what others see
 */
public record User(String name, String displayName, Role role) {

    /** What a user may do. */
    public enum Role {
        /** Everything. */
        ADMIN,
        /** Look, change nothing. */
        VIEWER
    }
}
