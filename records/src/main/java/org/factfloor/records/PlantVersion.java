package org.factfloor.records;

import java.time.Instant;
import org.factfloor.plant.PlantModel;

/**
 * One applied version of the plant model.
 *
 * @param number 1 for the first, then one more each
 * @param at when it was applied
 * @param author who applied it
 * @param comment what they said about it; may be empty
 * @param yaml the text as it was given, to the byte
 * @param model what the text says
 */
public record PlantVersion(int number, Instant at, String author, String comment, String yaml, PlantModel model) {

    /** A version without its text, for lists. */
    public record Header(int number, Instant at, String author, String comment) {}
}
