package org.factfloor.records.plantfile;

import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Calendar;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a calendar that stands by itself, in the form calendars have in a plant file; JSON is such a text. */
public final class CalendarFile {

    private CalendarFile() {}

    /**
     * Reads a text.
     *
     * @throws PlantEditException with every problem of the text, placed from the calendar's own keys on
     */
    public static Calendar read(String text) {
        Problems problems = new Problems("calendar");
        Optional<Calendar> calendar = PlantNodes.compose(text, problems).flatMap(root -> read(root, problems));
        if (calendar.isPresent() && problems.isEmpty()) {
            return calendar.get();
        }
        List<Problem> all = problems.inOrder();
        throw new PlantEditException("the calendar has " + (all.size() == 1 ? "a problem" : all.size() + " problems")
                + "; first: " + all.getFirst().message(), all);
    }

    private static Optional<Calendar> read(Node root, Problems problems) {
        try {
            return Optional.of(new CalendarReader(new Reading(problems)).read(new Place(root, "")));
        } catch (Reading.TooMuch tooMuch) {
            problems.add(tooMuch.place.node(), tooMuch.place.path(),
                    "the text says more than a calendar has; reading ended here");
            return Optional.empty();
        }
    }
}
