/**
 * The resources of the HTTP API, one class each: what their calls take and give is said by records inside them.
 *
 * <p>Way in: each class is an {@link org.factfloor.web.api.Resource} that declares its routes.
 */
@NullMarked
package org.factfloor.web.api;

import org.jspecify.annotations.NullMarked;
