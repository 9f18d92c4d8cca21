/**
 * What every call of the HTTP API shares: routes with who may use them, the gate that lets callers in, strict JSON,
 * problem details, pages of the browser application, and guards against clients that are slow or hostile.
 *
 * <p>Way in: {@link org.factfloor.web.http.Route} says what there is, {@link org.factfloor.web.http.Call} is what a
 * handler sees. Nothing here knows a resource.
 */
@NullMarked
package org.factfloor.web.http;

import org.jspecify.annotations.NullMarked;
