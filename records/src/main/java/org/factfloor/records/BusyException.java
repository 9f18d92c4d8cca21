package org.factfloor.records;

/** So many passwords are being checked that one more would wait too long; trying again after some seconds helps. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BusyException(String message) {
        super(message);
    }
}
