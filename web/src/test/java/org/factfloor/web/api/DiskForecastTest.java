package org.factfloor.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiskForecastTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static DiskForecast.Kind kind(int age, double bytesPerDay, @Nullable Integer days) {
        return new DiskForecast.Kind(NOW.minus(Duration.ofDays(age)), bytesPerDay, days);
    }

    @Test
    void whatIsKeptForEverFillsTheDisk() {
        assertThat(DiskForecast.daysUntilFull(4_120, List.of(kind(3, 9, null), kind(3, 1, null)), NOW)).hasValue(412);
        assertThat(DiskForecast.daysUntilFull(-1, List.of(kind(3, 9, null)), NOW)).hasValue(0);
    }

    @Test
    void whatIsRemovedInTimeStopsGrowing() {
        assertThat(DiskForecast.daysUntilFull(100, List.of(kind(3, 9, 10)), NOW)).isEmpty();
        // Seven days until the samples are ten days old, then only the hours grow.
        assertThat(DiskForecast.daysUntilFull(100, List.of(kind(3, 9, 10), kind(3, 1, null)), NOW)).hasValue(37);
    }

    @Test
    void aPlantThatStandsStillFillsNothing() {
        assertThat(DiskForecast.daysUntilFull(100, List.of(kind(3, 0, null)), NOW)).isEmpty();
    }
}
