package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldValuesTest {

    private static final int REF = 7;
    private static final int OTHER = 8;

    private final HeldValues held = new HeldValues(List.of(REF, OTHER), 1_000, SourceTime.ABSENT);

    @Test
    void repeatsAValueOlderThanTheSessionWhereTheSilenceEnds() {
        assertThat(repeated(held, REF, 500)).containsExactly("0@1000");
    }

    @Test
    void leavesAValueOfThisSessionAlone() {
        assertThat(repeated(held, REF, 1_000)).isEmpty();
    }

    /** Else the older value, repeated after the newer one, would look like a counter that steps back. */
    @Test
    void leavesAnOlderValueAloneWhereANewerOneFollowsInTheSameBatch() {
        assertThat(repeated(held, REF, 500, 1_001)).isEmpty();
    }

    @Test
    void repeatsOnlyTheNewestOfSeveralHeldValues() {
        assertThat(repeated(held, REF, 500, 900)).containsExactly("1@1000");
    }

    @Test
    void looksAtEachSignalUntilItsFirstVisibleSampleOnly() {
        assertThat(repeated(held, REF, 500)).containsExactly("0@1000");

        assertThat(repeated(held, REF, 1_020)).isEmpty();
        // What comes late now is late, not held.
        assertThat(repeated(held, REF, 600)).isEmpty();
        assertThat(repeated(held, OTHER, 600)).containsExactly("0@1000");
    }

    /** The clock of the source may be a little behind: what it sends next must not stay hidden by the repetition. */
    @Test
    void repeatsANewerValueThatLiesBeforeTheRepetitionAfterIt() {
        assertThat(repeated(held, REF, 500)).containsExactly("0@1000");

        assertThat(repeated(held, REF, 995)).containsExactly("0@1001");
    }

    /** The clock of the source may have been set back meanwhile. */
    @Test
    void repeatsAfterTheSilenceThatWasWrittenDown() {
        HeldValues afterOutage = new HeldValues(List.of(REF), 1_000, 5_000);

        assertThat(repeated(afterOutage, REF, 1_200)).containsExactly("0@5001");
    }

    @Test
    void ignoresSignalsItWasNotTold() {
        assertThat(repeated(held, 9, 500)).isEmpty();
    }

    /** Row and time of each repetition after a batch of samples of one signal at these times. */
    private static List<String> repeated(HeldValues held, int ref, long... times) {
        List<String> repetitions = new ArrayList<>();
        for (int row = 0; row < times.length; row++) {
            held.look(row, ref, times[row]);
        }
        held.repeat((row, time) -> repetitions.add(row + "@" + time));
        return repetitions;
    }
}
