package org.factfloor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.factfloor.demo.DemoSettings.Flapping;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {

    @Test
    void closesForTheFirstSecondsOfEveryPeriod() {
        Flapping flapping = new Flapping("cnc-1", Duration.ofMinutes(10), Duration.ofSeconds(20));
        assertThat(flapping.closedAt(599)).isFalse();
        assertThat(flapping.closedAt(600)).isTrue();
        assertThat(flapping.closedAt(619)).isTrue();
        assertThat(flapping.closedAt(620)).isFalse();
    }

    @Test
    void refusesAConnectionThatNeverOpensOrNeverCloses() {
        Duration minute = Duration.ofMinutes(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Flapping("cnc-1", minute, minute));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flapping("cnc-1", minute, Duration.ZERO));
    }

    @Test
    void refusesAPastItCouldNotTell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoSettings(1, Instant.EPOCH, Duration.ofSeconds(-1), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoSettings(1, Instant.EPOCH, Duration.ofDays(15), Optional.empty()));
    }
}
