package org.factfloor.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Route;

/** The description of the API, as it is kept beside this class. */
public final class OpenApi implements Resource {

    private final byte[] description;

    public OpenApi() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json"))) {
            description = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the description of the API", e);
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/openapi.json", Access.READ, call -> call.bytes("application/json", description)));
    }
}
