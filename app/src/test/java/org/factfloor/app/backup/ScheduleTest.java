package org.factfloor.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** In the night of 2027-03-28 the clock goes from 02:00 to 03:00, in that of 2027-10-31 twice through 02:30. */
    @Test
    void thereIsOneEachDayAlsoWhenTheClockChanges() {
        for (Instant day : new Instant[]{Instant.parse("2027-03-26T12:00:00Z"),
                Instant.parse("2027-10-29T12:00:00Z")}) {
            Schedule schedule = new Schedule(LocalTime.of(2, 30), BERLIN, day);
            Instant made = schedule.next(day);
            for (int i = 0; i < 4; i++) {
                Instant next = schedule.next(made);
                assertThat(Duration.between(made, next)).isBetween(Duration.ofHours(23), Duration.ofHours(25));
                assertThat(schedule.isDue(next.minusSeconds(1), Optional.of(made), Optional.empty())).isFalse();
                assertThat(schedule.isDue(next, Optional.of(made), Optional.empty())).isTrue();
                assertThat(schedule.isDue(next.plusSeconds(5), Optional.of(next.plusSeconds(1)), Optional.empty()))
                        .isFalse();
                made = next;
            }
        }
    }

    @Test
    void aPlanBeginsWithTheNextNightNotWithTheLast() {
        Instant since = Instant.parse("2027-01-10T15:00:00Z");
        Schedule schedule = new Schedule(LocalTime.of(2, 0), BERLIN, since);
        assertThat(schedule.isDue(since.plusSeconds(60), Optional.empty(), Optional.empty())).isFalse();
        assertThat(schedule.isLate(since.plusSeconds(60), Optional.empty())).isFalse();
        assertThat(schedule.isDue(since.plus(Duration.ofHours(10)), Optional.empty(), Optional.empty())).isTrue();
        assertThat(schedule.isLate(since.plus(Duration.ofHours(11)), Optional.empty())).isFalse();
        assertThat(schedule.isLate(since.plus(Duration.ofHours(17)), Optional.empty())).isTrue();
    }
}
