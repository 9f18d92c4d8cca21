/**
 * Live values to browsers: one WebSocket each, a dictionary of references first, then binary frames of what changed.
 * Whoever is slow gets the latest value, never a queue.
 *
 * <p>Way in: {@link org.factfloor.web.live.LiveSockets}.
 */
@NullMarked
package org.factfloor.web.live;

import org.jspecify.annotations.NullMarked;
