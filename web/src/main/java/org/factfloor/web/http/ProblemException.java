package org.factfloor.web.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.factfloor.plant.Label;
import org.factfloor.records.RefusedException;

/** Ends a call with a problem. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /** A problem with headers of its own, such as {@code Retry-After}. */
    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.code() + ": " + problem.detail());
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public static ProblemException of(int status, String code, String detail) {
        return new ProblemException(Problem.of(status, code, detail));
    }

    /** Nothing there; 404. */
    public static ProblemException notFound(String code, String detail) {
        return of(404, code, detail);
    }

    /** What the records refuse: 404, 422, 403 or 409 with its own code. */
    public static ProblemException of(RefusedException.Refusal refusal) {
        int status = switch (refusal.sort()) {
            case UNKNOWN -> 404;
            case INVALID -> 422;
            case FORBIDDEN -> 403;
            case CONFLICT -> 409;
        };
        Problem problem = Problem.of(status, refusal.code(), refusal.text().en()).withText(refusal.text());
        return new ProblemException(refusal.field().isEmpty()
                ? problem
                : problem.withErrors(List.of(new Problem.FieldError(refusal.field(), refusal.text().en(), null))));
    }

    /** One field of the request cannot be used; 400 {@code invalid-field}. */
    public static ProblemException invalidField(String path, String message) {
        return new ProblemException(Problem.of(400, "invalid-field", path + ": " + message)
                .withErrors(List.of(new Problem.FieldError(path, message, null))));
    }

    /** As {@link #invalidField(String, String)}, for what people type: a whole sentence in both languages. */
    public static ProblemException invalidField(String path, Label text) {
        return new ProblemException(Problem.of(400, "invalid-field", text.en())
                .withErrors(List.of(new Problem.FieldError(path, text.en(), null))).withText(text));
    }

    /** A password that is easy to guess, and why; 400 {@code weak-password}. */
    public static ProblemException weakPassword(Label why) {
        return new ProblemException(Problem.of(400, "weak-password", why.en()).withText(why));
    }

    /** Too much in too little time; 429 with {@code Retry-After}. */
    public static ProblemException throttled(Duration wait, String detail) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new ProblemException(Problem.of(429, "throttled", detail),
                Map.of("Retry-After", Long.toString(seconds)));
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
