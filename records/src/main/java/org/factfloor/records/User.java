package org.factfloor.records;

/**
 * Someone who may sign in.
 *
 * @param name what they sign in with; compared without regard to case
 * @param displayName what others see
 */
public record User(String name, String displayName, Role role) {

    /** What others see; what they sign in with where nobody said. */
    public String called() {
        return displayName.isBlank() ? name : displayName;
    }

    /** What a user may do; each may all that those after it may. */
    public enum Role {
        /** Everything. */
        ADMIN,
        /** Standards, and entries of the whole open month. */
        ENGINEER,
        /** Plans jobs and staffing; entries until noon of the next working day. */
        TEAM_LEAD,
        /** Entries until 30 min after the shift. */
        OPERATOR,
        /** Look, change nothing. */
        VIEWER;

        /** Whether this role may what the other may. */
        public boolean covers(Role other) {
            return ordinal() <= other.ordinal();
        }
    }
}
