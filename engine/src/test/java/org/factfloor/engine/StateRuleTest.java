package org.factfloor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.factfloor.engine.EngineRig.HOUR;
import static org.factfloor.engine.EngineRig.START;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StateRuleTest {

    private static final long DAY = 24 * HOUR;

    private static long keptOfADay(long age) {
        long now = START + 400 * DAY;
        long day = now - age;
        return LongStream.range(0, 24).map(hour -> day + hour * HOUR)
                .filter(hour -> StateRule.keeps(TestPlans.calendar(), hour, now)).count();
    }

    /** Shifts begin or end at 06:00, 14:00 and 22:00; the production day begins at 06:00. */
    @Test
    void keepsHoursForThreeDaysShiftsForNinetyAndProductionDaysForEver() {
        assertThat(keptOfADay(2 * DAY)).isEqualTo(24);
        assertThat(keptOfADay(30 * DAY)).isEqualTo(3);
        assertThat(keptOfADay(200 * DAY)).isEqualTo(1);
    }
}
