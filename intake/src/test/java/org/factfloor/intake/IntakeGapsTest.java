package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.factfloor.connectivity.Gap;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** What a source that keeps a history tells of an outage takes the place of its mark. */
class IntakeGapsTest extends IntakeFixture {

    private static final int COUNT = 1;
    private static final int STILL = 2;
    private static final List<Integer> BOTH = List.of(COUNT, STILL);
    private static final long S = Micros.PER_SECOND;

    private static SampleBatch both(long time, double count) {
        SampleBatch batch = new SampleBatch();
        batch.addNumber(COUNT, time, count, StatusCode.GOOD);
        batch.addNumber(STILL, time, 7, StatusCode.GOOD);
        return batch;
    }

    /** Heard until T + 10 s, and again from T + 60 s on. */
    private void outage() throws InterruptedException {
        intake.opened("c", BOTH, T);
        intake.accept("c", both(T + 9 * S, 9), T + 9 * S);
        intake.closed("c", T + 10 * S);
        intake.opened("c", BOTH, T + 60 * S);
        intake.accept("c", both(T + 60 * S, 60), T + 60 * S);
    }

    /** What the source had kept of it: one signal counted on, the other one did not change. */
    private void told(Gap gap, long knownFrom) throws InterruptedException {
        intake.fill(numbers(COUNT, T + 20 * S, 20));
        intake.fill(numbers(COUNT, T + 40 * S, 40));
        intake.filled("c", gap, BOTH, knownFrom);
        assertThat(intake.awaitApplied(SOON)).isTrue();
    }

    @Test
    void theMarkGoesWhereTheSourceWatchedAllTheTime() throws Exception {
        outage();
        Gap gap = intake.gaps("c", BOTH).getFirst();
        assertThat(gap.from()).isEqualTo(T + 10 * S);
        assertThat(gap.until()).isEqualTo(T + 60 * S);
        told(gap, T - 3_600 * S);
        assertThat(rows(COUNT)).containsExactly("+9000000 9.0", "+10000000 9.0", "+20000000 20.0", "+40000000 40.0",
                "+60000000 60.0");
        assertThat(rows(STILL)).containsExactly("+9000000 7.0", "+10000000 7.0", "+60000000 7.0");
        assertThat(intake.gaps("c", BOTH)).isEmpty();
    }

    @Test
    void whereTheSourceWasAwayItselfNothingIsClaimed() throws Exception {
        outage();
        // It began at T + 30 s anew, and kept what it had seen before it went.
        told(intake.gaps("c", BOTH).getFirst(), T + 30 * S);
        assertThat(rows(COUNT)).containsExactly("+9000000 9.0", "+10000000 BadNoCommunication", "+20000000 20.0",
                "+20000001 BadNoCommunication", "+40000000 40.0", "+60000000 60.0");
        assertThat(rows(STILL)).containsExactly("+9000000 7.0", "+10000000 BadNoCommunication", "+60000000 7.0");
    }

    @Test
    void aGapThatIsNotFilledIsLeftToTheNextProcess() throws Exception {
        outage();
        Gap gap = intake.gaps("c", List.of(COUNT)).getFirst();
        assertThat(gap.since()).containsOnlyKeys(COUNT);
        intake.close();
        intake = Intake.open(settings(), history, InstantSource.system());
        // The stop has left a gap of its own.
        intake.opened("c", BOTH, T + 100 * S);
        assertThat(intake.gaps("c", BOTH)).hasSize(2).contains(gap);
        told(gap, T);
        assertThat(intake.gaps("c", BOTH)).hasSize(1).doesNotContain(gap);
    }

    /** It breaks again before it is known that its source keeps a history: the hour before is not forgotten. */
    @Test
    void aLineThatBreaksAgainAtOnceLeavesBothGaps() throws Exception {
        intake.opened("c", BOTH, T);
        intake.accept("c", both(T + 9 * S, 9), T + 9 * S);
        intake.closed("c", T + 10 * S);
        intake.opened("c", BOTH, T + 60 * S);
        intake.accept("c", numbers(COUNT, T + 60 * S, 60), T + 60 * S);
        intake.closed("c", T + 62 * S);
        intake.opened("c", BOTH, T + 70 * S);
        assertThat(intake.gaps("other", BOTH)).isEmpty();
        List<Gap> gaps = intake.gaps("c", BOTH);
        assertThat(gaps).hasSize(2);
        assertThat(gaps.getFirst().since()).isEqualTo(Map.of(COUNT, T + 10 * S));
        assertThat(gaps.getFirst().until()).isEqualTo(T + 60 * S);
        assertThat(gaps.getLast().since()).as("what said nothing between is missing all the while")
                .isEqualTo(Map.of(COUNT, T + 62 * S, STILL, T + 10 * S));
        assertThat(intake.gaps("c", BOTH)).as("kept until they are filled").isEqualTo(gaps);
    }

    /** Its source is known to keep a history; the process ends before it is asked for the last outage. */
    @Test
    void aGapThatNobodyAskedForIsLeftToTheNextProcess() throws Exception {
        outage();
        told(intake.gaps("c", BOTH).getFirst(), T - 3_600 * S);
        for (int restarts = 0; restarts < 2; restarts++) {
            intake.closed("c", T + (70 + restarts * 20) * S);
            intake.opened("c", BOTH, T + (80 + restarts * 20) * S);
            intake.accept("c", both(T + (80 + restarts * 20) * S, 80), T + (80 + restarts * 20) * S);
            intake.close();
            intake = Intake.open(settings(), history, InstantSource.system());
        }
        intake.opened("c", BOTH, T + 120 * S);
        List<Gap> gaps = intake.gaps("c", List.of(STILL));
        assertThat(gaps).extracting(Gap::until).contains(T + 80 * S, T + 100 * S, T + 120 * S);
        assertThat(gaps.getFirst().since()).isEqualTo(Map.of(STILL, T + 70 * S));
    }

    @Test
    void aSourceWithoutHistoryLeavesNoGapsBehind() throws Exception {
        outage();
        assertThat(intake.gaps("c", List.of())).isEmpty();
        intake.closed("c", T + 70 * S);
        intake.opened("c", BOTH, T + 80 * S);
        assertThat(intake.gaps("c", BOTH)).as("the newest alone, if it is asked for").hasSize(1);
    }
}
