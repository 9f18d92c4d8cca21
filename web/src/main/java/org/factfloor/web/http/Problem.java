package org.factfloor.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457) with a machine-readable code.
 *
 * @param detail what is wrong, where, and what to do
 * @param code a word that never changes; pages translate by it
 * @param instance id under which our log has more, where it has
 * @param errors single findings, each a record of its own
 * @param fault why a connection cannot be asked
 * @param text the detail in the languages of the pages, where it is translated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String code, @Nullable String instance,
        @Nullable List<?> errors, @Nullable Object fault, @Nullable Label text) {

    /** Media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A finding about one field of a request. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldError(String path, String message, @Nullable String nearest) {}

    public static Problem of(int status, String code, String detail) {
        return new Problem("about:blank", HttpStatus.getMessage(status), status, detail, code, null, null, null, null);
    }

    public Problem withInstance(String id) {
        return new Problem(type, title, status, detail, code, id, errors, fault, text);
    }

    public Problem withErrors(List<?> findings) {
        return new Problem(type, title, status, detail, code, instance, List.copyOf(findings), fault, text);
    }

    public Problem withFault(Object reason) {
        return new Problem(type, title, status, detail, code, instance, errors, reason, text);
    }

    /** The detail in both languages. */
    public Problem withText(Label translated) {
        return new Problem(type, title, status, detail, code, instance, errors, fault, translated);
    }
}
