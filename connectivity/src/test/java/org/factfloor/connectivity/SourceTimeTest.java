package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.factfloor.plant.Connection.Clock;
import org.factfloor.plant.Micros;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

class SourceTimeTest {

    private static final long RECEIVED = at("2026-11-24T08:00:10Z");
    private static final long SERVER = at("2026-11-24T08:00:09Z");
    private static final long SOURCE = at("2026-11-24T08:00:08Z");

    private final SourceTime bySource = new SourceTime(Clock.SOURCE, Duration.ZERO);

    @Test
    void keepsThePlausibleTimeOfTheSource() {
        assertThat(bySource.of(SOURCE, SERVER, RECEIVED)).isEqualTo(SOURCE);
        assertThat(bySource.isRetimed(SOURCE, RECEIVED)).isFalse();
    }

    /** A clock may be a little ahead of ours, and values may be old. */
    @Test
    void findsTimesFrom2000UpToTenSecondsAheadPlausible() {
        assertThat(bySource.isRetimed(at("2000-01-01T00:00:00Z"), RECEIVED)).isFalse();
        assertThat(bySource.isRetimed(at("1999-12-31T23:59:59.999999Z"), RECEIVED)).isTrue();
        assertThat(bySource.isRetimed(RECEIVED + 10_000_000, RECEIVED)).isFalse();
        assertThat(bySource.isRetimed(RECEIVED + 10_000_001, RECEIVED)).isTrue();
    }

    @Test
    void takesTheServersTimeWhereTheSourceHasNone() {
        assertThat(bySource.of(SourceTime.ABSENT, SERVER, RECEIVED)).isEqualTo(SERVER);
        assertThat(bySource.of(at("1601-01-01T00:00:00Z"), SERVER, RECEIVED)).isEqualTo(SERVER);
        assertThat(bySource.isRetimed(SourceTime.ABSENT, RECEIVED)).isTrue();
    }

    @Test
    void takesTheTimeOfReceiptWhereNeitherIsPlausible() {
        assertThat(bySource.of(SourceTime.ABSENT, SourceTime.ABSENT, RECEIVED)).isEqualTo(RECEIVED);
        assertThat(bySource.of(at("1601-01-01T00:00:00Z"), at("2099-01-01T00:00:00Z"), RECEIVED)).isEqualTo(RECEIVED);
    }

    /** Judged after the correction, so that a clock an hour ahead stays usable. */
    @Test
    void takesAMeasuredSkewOffTheSourcesTime() {
        SourceTime corrected = new SourceTime(Clock.SKEW_CORRECTED, Duration.ofHours(1));
        long anHourAhead = SOURCE + Micros.PER_HOUR;

        assertThat(corrected.of(anHourAhead, SERVER, RECEIVED)).isEqualTo(SOURCE);
        assertThat(corrected.isRetimed(anHourAhead, RECEIVED)).isFalse();
        assertThat(corrected.of(SourceTime.ABSENT, SERVER + Micros.PER_HOUR, RECEIVED)).isEqualTo(SERVER);
        assertThat(corrected.filed(RECEIVED)).isEqualTo(RECEIVED);
    }

    /** It was asked for, so it is no replacement. */
    @Test
    void filesUnderTheTimeOfReceiptWhereThatIsAskedFor() {
        SourceTime received = new SourceTime(Clock.RECEIVED, Duration.ofHours(1));

        assertThat(received.of(SOURCE, SERVER, RECEIVED)).isEqualTo(RECEIVED);
        assertThat(received.isRetimed(SourceTime.ABSENT, RECEIVED)).isFalse();
        assertThat(received.filed(RECEIVED)).isEqualTo(RECEIVED);
    }

    /** So that our own moments compare with sample times of a source whose clock is off. */
    @Test
    void movesOurTimeToTheSourcesClockUnlessThatIsImplausible() {
        assertThat(new SourceTime(Clock.SOURCE, Duration.ofSeconds(-5)).filed(RECEIVED))
                .isEqualTo(RECEIVED - 5_000_000);
        assertThat(new SourceTime(Clock.SOURCE, Duration.ofHours(1)).filed(RECEIVED)).isEqualTo(RECEIVED);
    }

    @Test
    void lowersOnlyAGoodStatus() {
        assertThat(SourceTime.retimedStatus(StatusCode.GOOD)).isEqualTo(StatusCode.UNCERTAIN_SUBSTITUTE_VALUE);
        assertThat(SourceTime.retimedStatus(StatusCode.BAD_SENSOR_FAILURE)).isEqualTo(StatusCode.BAD_SENSOR_FAILURE);
        assertThat(SourceTime.retimedStatus(StatusCode.UNCERTAIN)).isEqualTo(StatusCode.UNCERTAIN);
    }

    private static long at(String instant) {
        return Micros.of(Instant.parse(instant));
    }
}
