package org.factfloor.connectivity;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;

/**
 * Takes what a source tells of times in which it was not heard, and puts it on the clock the connection's samples are filed
 * under. Used by one thread.
 *
 * <p>Where samples are filed under the time we receive them, the source's own times of the same values lie a little beside:
 * of those only what lies inside the gap is taken.
 */
final class PastFeed {

    private final Connection connection;
    private final SampleSink sink;
    private final Tally tally;
    private final InstantSource clock;
    /** How far the source's clock is ahead of the one samples are filed under, µs. */
    private final long ahead;
    private final Map<Long, Progress> open = new HashMap<>();
    private final SampleBatch moved = new SampleBatch();

    private static final class Progress {
        private final Gap gap;
        private final Set<Integer> left;
        private long samples;

        Progress(Gap gap) {
            this.gap = gap;
            this.left = new HashSet<>(gap.since().keySet());
        }
    }

    PastFeed(Connection connection, SampleSink sink, Tally tally, InstantSource clock, long ahead) {
        this.connection = connection;
        this.sink = sink;
        this.tally = tally;
        this.clock = clock;
        this.ahead = connection.clock() == Connection.Clock.SOURCE ? 0 : ahead;
    }

    /** The gaps on the source's own clock. */
    List<Gap> begin(List<Gap> gaps) {
        List<Gap> theirs = new ArrayList<>();
        for (Gap gap : gaps) {
            open.put(gap.id(), new Progress(gap));
            theirs.add(gap.shifted(ahead));
        }
        return theirs;
    }

    void fill(Gap theirs, SampleBatch batch) throws InterruptedException {
        Progress progress = open.get(theirs.id());
        if (progress == null) {
            return;
        }
        moved.clear();
        for (int i = 0; i < batch.size(); i++) {
            long time = batch.time(i) == SourceTime.ABSENT ? SourceTime.ABSENT : batch.time(i) - ahead;
            Long since = progress.gap.since().get(batch.signal(i));
            if (since != null && time != SourceTime.ABSENT && isTaken(time, since, progress.gap.until())) {
                boolean text = batch.type(i) == ValueType.TEXT;
                moved.add(batch.signal(i), time, batch.type(i), batch.bits(i), text ? batch.text(i) : null,
                        batch.status(i), batch.revision(i));
            }
        }
        if (!moved.isEmpty()) {
            sink.fill(moved);
            progress.samples += moved.size();
            tally.filledSamples(moved.size());
        }
    }

    private boolean isTaken(long time, long since, long until) {
        return connection.clock() != Connection.Clock.RECEIVED || time > since && time < until;
    }

    void filled(Gap theirs, List<Integer> refs, long knownFrom) throws InterruptedException {
        Progress progress = open.get(theirs.id());
        if (progress == null) {
            return;
        }
        long ours = knownFrom == Long.MAX_VALUE ? knownFrom : knownFrom - ahead;
        sink.filled(connection.id(), progress.gap, refs, ours);
        refs.forEach(progress.left::remove);
        if (progress.left.isEmpty()) {
            open.remove(theirs.id());
            tally.filled(new KeptHistory.Filled(Micros.toInstant(progress.gap.from()),
                    Micros.toInstant(progress.gap.until()), progress.samples, clock.instant()));
        }
    }
}
