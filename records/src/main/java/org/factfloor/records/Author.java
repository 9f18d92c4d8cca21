package org.factfloor.records;

/**
 * Who changes something.
 *
 * @param source where the request came from, for the audit: an address or {@code command line}
 */
public record Author(String name, User.Role role, String source) {

    /** @throws RefusedException unless the role covers this one */
    void require(User.Role least) {
        if (!role.covers(least)) {
            throw Refusals.roleMayNot(role);
        }
    }
}
