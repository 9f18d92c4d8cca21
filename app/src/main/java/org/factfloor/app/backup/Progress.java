package org.factfloor.app.backup;

/** Told how far a long piece of work is. */
@FunctionalInterface
public interface Progress {

    /** Nobody wants to know. */
    Progress NONE = (part, text) -> {
    };

    /**
     * Tells it; returns at once.
     *
     * @param part 0 to 1
     * @param text what is being done
     */
    void at(double part, String text);
}
