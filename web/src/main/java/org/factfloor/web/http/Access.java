package org.factfloor.web.http;

/** Who may use a route. */
public enum Access {
    /** Anyone, signed in or not. */
    OPEN,
    /** People who are signed in. */
    PERSON,
    /** People who are signed in, and machines whose token has scope {@code READ}. */
    READ,
    /** People who are signed in as operators, or as who may more. */
    OPERATOR,
    /** People who are signed in as team leads, or as who may more. */
    TEAM_LEAD,
    /** People who are signed in as engineers or administrators. */
    ENGINEER,
    /** People who are signed in as administrators. */
    ADMIN,
    /** Machines whose token has scope {@code METRICS}. */
    METRICS
}
