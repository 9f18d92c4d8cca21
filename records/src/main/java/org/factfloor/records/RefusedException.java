package org.factfloor.records;

import java.util.Optional;
import org.factfloor.plant.Label;

/** What somebody asked for is not done; nothing was written. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;
    private final transient Optional<EntryVersion> standing;

    /** Why something is refused. */
    public enum Sort {
        /** What it names does not exist. */
        UNKNOWN,
        /** It cannot be so. */
        INVALID,
        /** The author may not. */
        FORBIDDEN,
        /** Somebody else was first. */
        CONFLICT
    }

    /**
     * A refusal.
     *
     * @param code a word that never changes
     * @param field what it is about, in the words of the API; empty for the whole
     * @param text what is wrong, where, and what to do
     */
    public record Refusal(Sort sort, String code, String field, Label text) {}

    RefusedException(Refusal refusal) {
        this(refusal, Optional.empty());
    }

    RefusedException(Refusal refusal, Optional<EntryVersion> standing) {
        super(refusal.code() + ": " + refusal.text().en());
        this.refusal = refusal;
        this.standing = standing;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** What stands instead, where somebody else was first to change an entry. */
    public Optional<EntryVersion> standing() {
        return standing;
    }
}
