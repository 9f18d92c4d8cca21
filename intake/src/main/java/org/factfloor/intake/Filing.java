package org.factfloor.intake;

import org.factfloor.plant.SampleBatch;

/**
 * Where the samples of one source of the past belong, which is told of them from its beginning in its order. Different
 * values at one time move to the next free µs, as they do where a connection delivers them; the same source from its
 * beginning again has them at the same times. Not safe for many threads.
 */
public final class Filing {

    private final SignalTracks tracks = new SignalTracks();

    /** The samples under the times they belong to. */
    public SampleBatch file(SampleBatch batch) {
        return tracks.assign(batch, 0, batch.size());
    }
}
