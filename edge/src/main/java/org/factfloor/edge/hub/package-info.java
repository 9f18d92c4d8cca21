/**
 * The server's end of edge boxes. {@link org.factfloor.edge.hub.EdgePort} listens and lets boxes in,
 * {@link org.factfloor.edge.hub.EdgeHub} knows which connections each holds and how they are doing, and
 * {@link org.factfloor.edge.hub.PlantConnections} shows them together with those the server holds itself. Parcels go to
 * the intake, whose journal has synced them before a box hears so.
 */
@NullMarked
package org.factfloor.edge.hub;

import org.jspecify.annotations.NullMarked;
