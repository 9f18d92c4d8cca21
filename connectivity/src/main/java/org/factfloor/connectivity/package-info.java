/**
 * The port towards machines. A {@link org.factfloor.connectivity.Protocol} is one technology; it makes a
 * {@link org.factfloor.connectivity.Connector} for each connection of the plant model.
 * {@link org.factfloor.connectivity.Supervision} runs every connector on a virtual thread of its own, starts it again
 * with growing, jittered pauses when it ends, distrusts one that looks open and is silent, and tells a
 * {@link org.factfloor.connectivity.SampleSink} what arrived and until when the source was alive.
 *
 * <p>Samples flow one way: connector → feed → sink. Nothing here knows what is stored or shown.
 */
@NullMarked
package org.factfloor.connectivity;

import org.jspecify.annotations.NullMarked;
