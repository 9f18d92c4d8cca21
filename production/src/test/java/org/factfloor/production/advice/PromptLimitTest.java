package org.factfloor.production.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.production.PlannedCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptLimitTest {

    /** Cycle in seconds, limit in minutes. */
    @ParameterizedTest
    @CsvSource({"1, 2", "29.999999, 2", "30, 5", "300, 5", "300.000001, 10", "3600, 10"})
    void asksLaterWhereACycleTakesLonger(double cycle, long minutes) {
        PlannedCycle planned = new PlannedCycle(Math.round(cycle * Micros.PER_SECOND), 1_000, 0, true);
        assertThat(PromptLimit.of(Optional.of(planned))).isEqualTo(minutes * Micros.PER_MINUTE);
    }

    @Test
    void asksAfterFiveMinutesWithoutAPlannedCycle() {
        assertThat(PromptLimit.of(Optional.empty())).isEqualTo(5 * Micros.PER_MINUTE);
    }
}
