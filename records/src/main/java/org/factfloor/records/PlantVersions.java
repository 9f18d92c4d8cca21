package org.factfloor.records;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.records.plantfile.PlantDiff;
import org.factfloor.records.plantfile.Problem;

/** The versions of the plant model, oldest kept for ever. */
public final class PlantVersions {

    PlantVersions() {}

    /** What came of a proposed plant file. */
    public sealed interface Outcome {
        /** It is the new version. */
        record Applied(PlantVersion version, PlantDiff diff) implements Outcome {}

        /** It is what holds already, to the byte; nothing was written. */
        record Unchanged(PlantVersion version) implements Outcome {}

        /** It is not valid; nothing was written. */
        record Rejected(List<Problem> problems) implements Outcome {
            public Rejected {
                problems = List.copyOf(problems);
            }
        }

        /** It would be applied; nothing was written. */
        record Preview(PlantDiff diff) implements Outcome {}

        /**
         * It was made from another version than the one that holds now; nothing was written.
         *
         * @param current number of the version that holds; 0 for none
         */
        record Conflict(int current) implements Outcome {}
    }

    /**
     * A plant file somebody wants to hold.
     *
     * @param source where the request came from, for the audit: an address or {@code command line}
     * @param basedOn the version it was made from, where the author knows; another one that holds by now is a conflict
     */
    public record Proposal(String yaml, String author, String source, String comment, OptionalInt basedOn) {}

    /** The version that holds. */
    public Optional<PlantVersion> current() {
        throw new UnsupportedOperationException();
    }

    /** The newest versions, newest first. */
    public List<PlantVersion.Header> list(int limit) {
        throw new UnsupportedOperationException();
    }

    public Optional<PlantVersion> version(int number) {
        throw new UnsupportedOperationException();
    }

    /** What would come of applying the text: {@code Preview}, {@code Unchanged} or {@code Rejected}. */
    public Outcome preview(String yaml) {
        throw new UnsupportedOperationException();
    }

    /** Applies a text from no particular place, whatever version holds. */
    public Outcome apply(String yaml, String author, String comment) {
        return apply(new Proposal(yaml, author, "", comment, OptionalInt.empty()));
    }

    /**
     * Makes a plant file the version that holds, gives each new signal its reference and writes the difference to the
     * audit: all of it or nothing.
     */
    public Outcome apply(Proposal proposal) {
        throw new UnsupportedOperationException();
    }
}
