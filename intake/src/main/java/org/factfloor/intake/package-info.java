/**
 * Where samples are judged, made durable and counted. {@link org.factfloor.intake.Intake} checks each sample's time and
 * quality, gives it its place in the {@link org.factfloor.intake.Journal}, and only when the journal has synced it shows
 * it on the {@link org.factfloor.intake.LiveBoard} and lets the history have it. Silence of a connection is written down
 * as a sample here.
 *
 * <p>An edge box has the same intake and no history: its journal goes out through an {@link
 * org.factfloor.intake.Outbox} in {@linkplain org.factfloor.intake.Parcel parcels}, which the server's intake forwards
 * into its own journal.
 */
@NullMarked
package org.factfloor.intake;

import org.jspecify.annotations.NullMarked;
