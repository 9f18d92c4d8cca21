package org.factfloor.production;

/** What a machine was doing. */
public enum State {
    RUNNING,
    /** It says that it runs, but no pieces come. */
    NO_PARTS,
    /** Ready, doing nothing. */
    IDLE, CHANGEOVER, MAINTENANCE, STOPPED, OFF,
    /** Nobody knows. */
    NO_DATA,
    /** A station without signals. */
    MANUAL
}
