package org.factfloor.web.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything else, WebSockets included: puts the security headers on every answer and serves only hosts
 * that we are. A name of somebody else that resolves to us (DNS rebinding) would let a foreign page read from us as if it
 * were our own.
 */
public final class FrontDoor extends Handler.Wrapper {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+\\]");

    /** Attribute of a request with a {@link Runnable} that breaks its connection off. */
    static final String BREAK_OFF = "org.factfloor.web.break-off";

    private final Set<String> names;
    private final boolean https;

    /**
     * A front door.
     *
     * @param names lower-case host names that people reach us by, besides {@code localhost} and plain addresses
     * @param https whether browsers may come by https only from now on
     */
    public FrontDoor(Set<String> names, boolean https) {
        this.names = Set.copyOf(names);
        this.https = https;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SecurityHeaders.addTo(response.getHeaders());
        if (https) {
            response.getHeaders().put("Strict-Transport-Security", "max-age=31536000");
        }
        if (!isOurs(request.getHeaders().get(HttpHeader.HOST))) {
            Problem problem = Problem.of(421, "unknown-host", "Factfloor is not known under this host name; "
                    + "open it by its address, or add the name to its settings.");
            response.setStatus(problem.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            Content.Sink.write(response, true, Json.text(problem), callback);
            return true;
        }
        Runnable breakOff = request.getConnectionMetaData().getConnection().getEndPoint()::close;
        request.setAttribute(BREAK_OFF, breakOff);
        return super.handle(request, response, callback);
    }

    private boolean isOurs(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        return name.equals("localhost") || IPV4.matcher(name).matches() || IPV6.matcher(name).matches()
                || names.contains(name);
    }
}
