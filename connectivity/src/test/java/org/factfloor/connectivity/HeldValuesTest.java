package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeldValuesTest {

    private static final int REF = 7;

    private final HeldValues held = new HeldValues(List.of(REF), 1_000, SourceTime.ABSENT);

    @Test
    void repeatsAValueOlderThanTheSessionWhenItWasConfirmed() {
        assertThat(held.repeatAt(REF, 500, 1_010)).isEqualTo(1_010);
    }

    @Test
    void leavesAValueOfThisSessionAlone() {
        assertThat(held.repeatAt(REF, 1_000, 1_010)).isEqualTo(SourceTime.ABSENT);
    }

    @Test
    void looksAtEachSignalUntilItsFirstVisibleSampleOnly() {
        held.repeatAt(REF, 500, 1_010);

        assertThat(held.repeatAt(REF, 1_020, 1_025)).isEqualTo(SourceTime.ABSENT);
        // What comes late now is late, not held.
        assertThat(held.repeatAt(REF, 600, 1_030)).isEqualTo(SourceTime.ABSENT);
    }

    /** Else the older value, repeated, would hide the newer one. */
    @Test
    void repeatsANewerValueThatLiesBeforeTheRepetitionAfterIt() {
        held.repeatAt(REF, 500, 1_010);

        assertThat(held.repeatAt(REF, 1_005, 1_008)).isEqualTo(1_011);
    }

    /** The clock of the source may have been set back meanwhile. */
    @Test
    void repeatsAfterTheSilenceThatWasWrittenDown() {
        HeldValues afterOutage = new HeldValues(List.of(REF), 1_000, 5_000);

        assertThat(afterOutage.repeatAt(REF, 1_200, 1_300)).isEqualTo(5_001);
    }

    @Test
    void ignoresSignalsItWasNotTold() {
        assertThat(held.repeatAt(8, 500, 1_010)).isEqualTo(SourceTime.ABSENT);
    }
}
