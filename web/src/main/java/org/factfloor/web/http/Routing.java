package org.factfloor.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.factfloor.history.HistoryException;
import org.factfloor.plant.Nearest;
import org.factfloor.records.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts routes into the server: each runs behind the {@link Gate}, and whatever goes wrong leaves as a problem. What no
 * route serves is a page, or a problem.
 */
public final class Routing {

    private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

    private final List<Route> routes;
    private final Gate gate;
    private final Pages pages;
    private final RequestTimes times;

    /** Told how long each request took. */
    @FunctionalInterface
    public interface RequestTimes {
        /**
         * One request has its answer.
         *
         * @param route path of the route as it was declared
         */
        void answered(String method, String route, int status, long nanos);
    }

    public Routing(List<Route> routes, Gate gate, Pages pages, RequestTimes times) {
        this.routes = List.copyOf(routes);
        this.gate = gate;
        this.pages = pages;
        this.times = times;
    }

    /** Declares everything. */
    public void declare(RoutesConfig config) {
        for (Route route : routes) {
            config.addHttpHandler(HandlerType.findOrCreate(route.method()), route.path(),
                    context -> timed(route, context));
            if (route.method().equals("GET")) {
                // The engine drops the body by itself.
                config.addHttpHandler(HandlerType.HEAD, route.path(), context -> timed(route, context));
            }
        }
        config.exception(Exception.class, (exception, context) -> answer(context, problemOf(exception, context)));
        // The engine has an answer of its own for these, which a handler for all exceptions does not replace.
        config.exception(HttpResponseException.class,
                (exception, context) -> answer(context, problemOf(exception, context)));
    }

    /** Serves what no route serves; true where it was a page. */
    public boolean otherwise(Context context) {
        if (!context.path().startsWith("/api/") && pages.answer(context)) {
            return true;
        }
        throw unmatched(context);
    }

    private void timed(Route route, Context context) throws Exception {
        long begin = System.nanoTime();
        context.header("Cache-Control", "no-store");
        try {
            Caller caller = gate.caller(context);
            gate.check(context, route.access(), route.changes(), caller);
            checkQuery(route, context);
            route.handler().handle(new Call(context, caller));
        } catch (Exception e) {
            if (context.res().isCommitted()) {
                breakOff(context, e);
            } else {
                answer(context, problemOf(e, context));
            }
        } finally {
            times.answered(route.method(), route.path(), context.statusCode(), System.nanoTime() - begin);
        }
    }

    private static void checkQuery(Route route, Context context) {
        Collection<String> given = context.queryParamMap().keySet();
        for (String name : given) {
            if (!route.query().contains(name)) {
                Optional<String> nearest = Nearest.to(name, route.query());
                Set<String> known = new TreeSet<>(route.query());
                throw new ProblemException(Problem
                        .of(400, "unknown-parameter", "The parameter " + name + " is not known here; "
                                + nearest.map(word -> "did you mean " + word + "?")
                                        .orElse(known.isEmpty()
                                                ? "this call takes none"
                                                : "it takes " + String.join(", ", known)))
                        .withErrors(List.of(new Problem.FieldError(name, "unknown parameter", nearest.orElse(null)))));
            }
        }
    }

    private ProblemException unmatched(Context context) {
        Set<String> methods = routes.stream().filter(route -> matches(route, context.path())).map(Route::method)
                .collect(Collectors.toCollection(TreeSet::new));
        if (methods.isEmpty()) {
            return ProblemException.notFound("not-found", "There is nothing under this address.");
        }
        String allowed = String.join(", ", methods);
        return new ProblemException(
                Problem.of(405, "method-not-allowed",
                        "This address does not take " + context.req().getMethod() + "; it takes " + allowed + "."),
                java.util.Map.of("Allow", allowed));
    }

    private static boolean matches(Route route, String path) {
        String pattern = java.util.Arrays.stream(route.path().split("/", -1))
                .map(segment -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/"));
        return path.matches(pattern);
    }

    private ProblemException problemOf(Exception exception, Context context) {
        return switch (exception) {
            case ProblemException problem -> problem;
            case RefusedException refused -> ProblemException.of(refused.refusal());
            // The engine knows no route: the only refusals it makes itself are about those.
            case HttpResponseException engine when engine.getStatus() < 500 -> unmatched(context);
            case HistoryException history -> {
                LOG.warn("{} {} cannot read history", context.req().getMethod(), context.path(), history);
                yield ProblemException.of(503, "history-unavailable", String.valueOf(history.getMessage()));
            }
            default -> {
                String id = UUID.randomUUID().toString();
                LOG.error("{} {} failed; instance {}", context.req().getMethod(), context.path(), id, exception);
                yield new ProblemException(Problem.of(500, "internal",
                        "Factfloor failed to answer; try again, and look for this instance in its log.")
                        .withInstance("urn:uuid:" + id));
            }
        };
    }

    /** Half an answer is out: only a broken connection tells the client that it is not whole. */
    private static void breakOff(Context context, Exception failure) {
        if (failure instanceof IOException) {
            LOG.debug("{} was not read to its end", context.path(), failure);
        } else {
            LOG.error("{} {} failed halfway", context.req().getMethod(), context.path(), failure);
        }
        if (context.req().getAttribute(FrontDoor.BREAK_OFF) instanceof Runnable breakOff) {
            breakOff.run();
        }
    }

    /** Answers what is not an exception but worse, such as memory that ran out. */
    public static void answerError(HttpServletResponse response, Error error) {
        LOG.error("an answer failed", error);
        if (!response.isCommitted()) {
            response.resetBuffer();
            response.setStatus(500);
            response.setContentType(Problem.MEDIA_TYPE);
            try {
                response.getOutputStream().write(Json.bytes(Problem.of(500, "internal",
                        "Factfloor failed to answer; try again, and look into its log.")));
            } catch (IOException e) {
                LOG.debug("nobody takes the answer", e);
            }
        }
    }

    private static void answer(Context context, ProblemException problem) {
        context.res().resetBuffer();
        problem.headers().forEach(context::header);
        context.header("Cache-Control", "no-store").status(problem.problem().status())
                .contentType(Problem.MEDIA_TYPE);
        context.result(Json.bytes(problem.problem()));
    }
}
