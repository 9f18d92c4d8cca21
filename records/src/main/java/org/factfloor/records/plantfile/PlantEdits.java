package org.factfloor.records.plantfile;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.WorkCenter;

/**
 * Changes to a plant file that leave comments and layout of everything else as they are: text in, text out. What comes
 * out is a valid file that says what the old one said and the edit, nothing else.
 *
 * <p>Every edit throws {@link PlantEditException} where the text is not a valid plant file, where what it names is not
 * there (or is there already), and where it would make the file invalid.
 */
public final class PlantEdits {

    private PlantEdits() {}

    /** The file a new installation starts with: one site with one area and one line, no machines, no connections. */
    public static String emptyPlant(String name, ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    /**
     * An id made from a name: its ASCII letters and digits, in lower case, joined by hyphens.
     *
     * @param fallback what the id is made from where the name has no such character, e.g. {@code signal}
     * @param taken ids that are in use; a number is added to get past them
     */
    public static String idFor(String name, String fallback, Set<String> taken) {
        throw new UnsupportedOperationException();
    }

    public static String addConnection(String yaml, Connection connection) {
        throw new UnsupportedOperationException();
    }

    /** Makes the connection with this id say what {@code connection} says; only fields that differ are rewritten. */
    public static String setConnection(String yaml, Connection connection) {
        throw new UnsupportedOperationException();
    }

    /** Removes a connection and the signals it delivers; machines stay, with the signals other connections deliver. */
    public static String removeConnection(String yaml, String id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds signals to a machine.
     *
     * @param workUnitId the machine; must exist unless {@code newWorkUnit} is given
     * @param newWorkUnit given, the machine is added first
     */
    public static String addSignals(String yaml, String connectionId, String workUnitId,
            Optional<NewWorkUnit> newWorkUnit, List<NewSignal> signals) {
        throw new UnsupportedOperationException();
    }

    /** Adds a work center without machines. */
    public static String addWorkCenter(String yaml, String areaId, String id, Label name, WorkCenter.Kind kind) {
        throw new UnsupportedOperationException();
    }
}
