package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source tells of the past lies on the clock that its live samples lie on. */
class PastFeedTest {

    private static final long SINCE = 1_000_000_000L;
    private static final long UNTIL = 2_000_000_000L;
    private static final long AHEAD = 5_000_000L;
    private static final Gap GAP = new Gap(3, Map.of(1, SINCE, 2, SINCE + 7), UNTIL);

    private final List<String> told = new ArrayList<>();
    private final Tally tally = new Tally();

    private PastFeed feed(Connection.Clock clock) {
        Connection connection = new Connection("c", Label.of("c"), "p", "e", Connection.Security.NONE, Optional.empty(),
                Optional.empty(), Duration.ofMillis(100), clock, Optional.empty());
        return new PastFeed(connection, new Sink(), tally, () -> Instant.EPOCH, AHEAD);
    }

    private static SampleBatch samples(long... times) {
        SampleBatch batch = new SampleBatch();
        for (long time : times) {
            batch.addNumber(1, time, 1, StatusCode.GOOD);
        }
        return batch;
    }

    @ParameterizedTest
    @CsvSource({"SOURCE,0", "SKEW_CORRECTED,5000000", "RECEIVED,5000000"})
    void gapsAndSamplesAreMovedThereAndBack(Connection.Clock clock, long moved) throws Exception {
        PastFeed feed = feed(clock);
        Gap theirs = feed.begin(List.of(GAP)).getFirst();
        assertThat(theirs.since()).isEqualTo(Map.of(1, SINCE + moved, 2, SINCE + 7 + moved));
        assertThat(theirs.until()).isEqualTo(UNTIL + moved);
        feed.fill(theirs, samples(SINCE + moved + 1, SourceTime.ABSENT));
        feed.filled(theirs, List.of(1), SINCE + moved);
        assertThat(told).containsExactly("fill " + (SINCE + 1), "filled [1] known from " + SINCE);
        assertThat(tally.kept().last()).as("another signal is missing").isEmpty();
        feed.filled(theirs, List.of(2), Long.MAX_VALUE);
        assertThat(tally.kept().last()).hasValueSatisfying(filled -> assertThat(filled.samples()).isEqualTo(1));
    }

    /** Filed under the time we received it, a value of the edge would come a second time beside itself. */
    @Test
    void ofSamplesUnderReceivedTimesOnlyTheInsideIsTaken() throws Exception {
        for (Connection.Clock clock : List.of(Connection.Clock.SOURCE, Connection.Clock.RECEIVED)) {
            told.clear();
            PastFeed feed = feed(clock);
            Gap theirs = feed.begin(List.of(GAP)).getFirst();
            long moved = theirs.until() - UNTIL;
            feed.fill(theirs, samples(SINCE - 1 + moved, SINCE + moved, SINCE + 1 + moved, UNTIL + moved));
            assertThat(told).hasSize(clock == Connection.Clock.SOURCE ? 4 : 1).contains("fill " + (SINCE + 1));
        }
    }

    @Test
    void aGapNobodyAskedForIsLeftAlone() throws Exception {
        PastFeed feed = feed(Connection.Clock.SOURCE);
        feed.fill(GAP, samples(SINCE + 1));
        feed.filled(GAP, List.of(1), 0);
        assertThat(told).isEmpty();
    }

    private final class Sink implements SampleSink {

        @Override
        public void opened(String connection, List<Integer> refs, long at) {
            told.add("opened");
        }

        @Override
        public void accept(String connection, SampleBatch batch, long receivedAt) {
            told.add("accept");
        }

        @Override
        public void retimed(int ref, long time) {
            told.add("retimed");
        }

        @Override
        public void alive(String connection, long at) {
            told.add("alive");
        }

        @Override
        public void closed(String connection, long lastProofOfLife) {
            told.add("closed");
        }

        @Override
        public void fill(SampleBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                told.add("fill " + batch.time(i));
            }
        }

        @Override
        public void filled(String connection, Gap gap, List<Integer> refs, long knownFrom) {
            told.add("filled " + refs + " known from " + knownFrom);
        }
    }
}
