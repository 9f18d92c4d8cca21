package org.factfloor.records;

/** The records could not be opened, read or written; the message is one sentence for people: what, where, what to do. */
public final class RecordsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RecordsException(String message) {
        super(message);
    }

    public RecordsException(String message, Throwable cause) {
        super(message, cause);
    }
}
