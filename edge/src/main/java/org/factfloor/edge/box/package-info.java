/**
 * An edge box: {@link org.factfloor.edge.box.EdgeBox} holds the connections a server gives it, journals what they deliver
 * and brings it to the server, over one connection that it makes itself. It goes on with the last plan it knows while the
 * server is away.
 */
@NullMarked
package org.factfloor.edge.box;

import org.jspecify.annotations.NullMarked;
