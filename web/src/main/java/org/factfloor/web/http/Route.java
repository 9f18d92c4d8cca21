package org.factfloor.web.http;

import java.util.Set;

/**
 * One call of the API.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}
 * @param path with {@code {name}} where a segment is a parameter, e.g. {@code /api/v1/connections/{id}}
 * @param query names of the query parameters it knows; others are refused
 */
public record Route(String method, String path, Access access, Set<String> query, Handler handler) {

    /** The path all calls live under. */
    public static final String PREFIX = "/api/v1";

    public Route {
        query = Set.copyOf(query);
    }

    /** What a call does. */
    @FunctionalInterface
    public interface Handler {
        void handle(Call call) throws Exception;
    }

    /** A call that reads. */
    public static Route get(String path, Access access, Handler handler, String... query) {
        return new Route("GET", PREFIX + path, access, Set.of(query), handler);
    }

    public static Route post(String path, Access access, Handler handler, String... query) {
        return new Route("POST", PREFIX + path, access, Set.of(query), handler);
    }

    public static Route put(String path, Access access, Handler handler, String... query) {
        return new Route("PUT", PREFIX + path, access, Set.of(query), handler);
    }

    public static Route delete(String path, Access access, Handler handler, String... query) {
        return new Route("DELETE", PREFIX + path, access, Set.of(query), handler);
    }

    /** Whether the call changes something. */
    public boolean changes() {
        return !method.equals("GET");
    }
}
