/**
 * What an edge box and a server say to each other over one TLS connection, which the box makes: {@link
 * org.factfloor.edge.Frames} of bounded length, each a {@link org.factfloor.edge.Frame.Kind} and a
 * {@linkplain org.factfloor.edge.Messages message} or a parcel of the box's journal.
 *
 * <p>The box is in {@code box}, the server's end in {@code hub}; they share nothing else.
 */
@NullMarked
package org.factfloor.edge;

import org.jspecify.annotations.NullMarked;
