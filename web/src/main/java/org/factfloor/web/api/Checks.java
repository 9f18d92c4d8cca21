package org.factfloor.web.api;

import java.util.Optional;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/** Checks of single fields of a request; each ends the call with 400 {@code invalid-field} and the field's name. */
public final class Checks {

    private Checks() {}

    /** A field that must be there and not blank, without surrounding blanks. */
    public static String text(String field, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            throw ProblemException.invalidField(field, "is missing; this call needs it");
        }
        return bounded(field, value.strip(), maxLength);
    }

    /** A field that may be absent; blank counts as absent. */
    static Optional<String> optional(String field, @Nullable String value, int maxLength) {
        return value == null || value.isBlank()
                ? Optional.empty()
                : Optional.of(bounded(field, value.strip(), maxLength));
    }

    private static String bounded(String field, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw ProblemException.invalidField(field, "must have at most " + maxLength + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalidField(field, "must not contain control characters");
        }
        return value;
    }

    static <E extends Enum<E>> E word(String field, Class<E> type, @Nullable String value) {
        return Words.find(type, text(field, value, 60))
                .orElseThrow(() -> ProblemException.invalidField(field, "must be one of " + Words.all(type)));
    }

    static void range(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw ProblemException.invalidField(field, "must be from " + min + " to " + max);
        }
    }
}
