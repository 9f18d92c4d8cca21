package org.factfloor.history;

/**
 * What can become of a sample, as the ledger counts it. Every sample a source handed over is {@link #APPLIED},
 * {@link #IN_FLIGHT} or of one of the {@linkplain #isRejection() rejections}; every applied one is {@link #STORED},
 * {@link #DUPLICATE} or {@link #SUPERSEDED}. The others are remarks on samples counted there.
 *
 * <p>Stored by {@link #code}: new ones are added at the end.
 */
public enum SampleFate {
    /** Read from the journal and given to history. */
    APPLIED,
    /** Held by history now. */
    STORED,
    /** Equal to the one that was there. */
    DUPLICATE,
    /** A tie: it gave way to the one that was there, or made it go. */
    SUPERSEDED,
    /** On its way through queue and journal. */
    IN_FLIGHT,
    /** Remark: stored, and older than the newest of its signal. */
    LATE,
    /** Remark: filed under another time than its source gave, which was not plausible. */
    RETIMED,
    /** Remark: before it the source dropped others, nobody knows how many, because its own queue was full. */
    OVERFLOWED,
    /** Refused, because less disk space was free than has to stay free. */
    DISK_FULL,
    /** Refused, because its text is too long to be a value. */
    TEXT_TOO_LONG,
    /** Refused, because the journal could not be written. */
    JOURNAL_FAULT,
    /** Refused, because the process was about to end. */
    STOPPING,
    /** Dropped by an edge box whose buffer was full. */
    EDGE_FULL,
    /** Remark: moved to the next free µs, because its source gave several values for one time. */
    MOVED,
    /** Not kept: it came for time in which samples had been removed and tallied already. */
    NOT_KEPT;

    private static final SampleFate[] BY_CODE = values();

    /** The byte this fate is stored as; stable for ever. */
    public byte code() {
        return (byte) ordinal();
    }

    /**
     * The inverse of {@link #code()}.
     *
     * @throws IllegalArgumentException for a code that no fate has
     */
    public static SampleFate of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no fate of samples has code " + code);
        }
        return BY_CODE[code];
    }

    /** Whether it says that a sample was not taken, and why. */
    public boolean isRejection() {
        return switch (this) {
            case DISK_FULL, TEXT_TOO_LONG, JOURNAL_FAULT, STOPPING, EDGE_FULL, NOT_KEPT -> true;
            case APPLIED, STORED, DUPLICATE, SUPERSEDED, IN_FLIGHT, LATE, RETIMED, OVERFLOWED, MOVED -> false;
        };
    }
}
