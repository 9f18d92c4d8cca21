package org.factfloor.web.api;

import java.util.List;
import org.factfloor.web.http.Route;

/** One part of the API. */
public interface Resource {

    /** Its calls. */
    List<Route> routes();
}
