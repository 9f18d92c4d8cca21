package org.factfloor.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.Gap;
import org.factfloor.history.History;
import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * Ends a gap once its source has told all it has of it. The mark of silence at its beginning says that nothing was known from
 * there on; now the source has said what was, so the value that held there takes the mark's place. Where the source itself
 * was away for a while, its last value before that is followed by a mark, for behind it nothing is known still.
 */
final class GapFiller {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Intake intake;
    private final History history;

    GapFiller(Intake intake, History history) {
        this.intake = intake;
        this.history = history;
    }

    /**
     * What is filed beside the samples of a gap.
     *
     * @param knownFrom since when the source has been watching without a break, µs
     * @throws IntakeException if history does not take what was filled before
     */
    SampleBatch end(Gap gap, List<Integer> refs, long knownFrom) throws InterruptedException {
        if (!intake.awaitApplied(PATIENCE)) {
            throw new IntakeException("History is minutes behind; the gap is filled again later.", null);
        }
        SampleBatch batch = new SampleBatch();
        for (int ref : refs) {
            Long since = gap.since().get(ref);
            if (since != null && knownFrom <= since) {
                history.at(ref, since - 1).filter(held -> Quality.of(held.status(0)) != Quality.BAD)
                        .ifPresent(held -> batch.addFrom(held, 0, since));
            } else if (since != null) {
                markAway(batch, ref, since, Math.min(knownFrom, gap.until()));
            }
        }
        return batch;
    }

    private void markAway(SampleBatch batch, int ref, long since, long knownFrom) {
        Optional<SampleBatch> last = history.at(ref, knownFrom - 1);
        boolean filled = last.isPresent() && last.get().time(0) > since;
        if (filled && !last.get().isSilence(0)) {
            long mark = last.get().time(0) + 1;
            batch.addNone(ref, mark, StatusCode.BAD_NO_COMMUNICATION);
        }
    }
}
