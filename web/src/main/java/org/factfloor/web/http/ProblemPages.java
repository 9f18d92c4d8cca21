package org.factfloor.web.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Says what the HTTP engine itself refuses as problem details, without its words or a trace. */
public final class ProblemPages extends ErrorHandler {

    private static final Set<String> WITHOUT_BODY = Set.of("HEAD", "CONNECT");

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
        int status = cause instanceof HttpException known ? known.getCode() : response.getStatus();
        Problem problem = problem(status < 400 ? 500 : status);
        response.setStatus(problem.status());
        SecurityHeaders.addTo(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (WITHOUT_BODY.contains(request.getMethod())) {
            callback.succeeded();
        } else {
            Content.Sink.write(response, true, Json.text(problem), callback);
        }
        return true;
    }

    @Override
    public boolean errorPageForMethod(@Nullable String method) {
        return true;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 400 ->
                Problem.of(400, "bad-request", "The request is not well-formed HTTP; correct and send it again.");
            case 404 -> Problem.of(404, "not-found", "There is nothing under this address.");
            case 408 -> Problem.of(408, "too-slow", "The request took too long to arrive; send it again.");
            case 413 -> Problem.of(413, "body-too-large", "The body is too large; send less at once.");
            case 414, 431 -> Problem.of(status, "request-too-large",
                    "Address and headers of the request are larger than 32 KiB; ask for less at once.");
            case 503 ->
                Problem.of(503, "busy", "Factfloor is starting, stopping or overloaded; try again in a moment.");
            default -> status < 500
                    ? Problem.of(status, "bad-request", "The request cannot be served; correct and send it again.")
                    : Problem.of(status, "internal", "Factfloor failed to answer; try again, and look into its log.");
        };
    }
}
