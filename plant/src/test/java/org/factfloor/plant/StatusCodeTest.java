package org.factfloor.plant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusCodeTest {

    @Test
    void severityIsTheTwoTopBits() {
        assertThat(Quality.of(StatusCode.GOOD)).isEqualTo(Quality.GOOD);
        assertThat(Quality.of(0x0096_0000)).isEqualTo(Quality.GOOD);
        assertThat(Quality.of(StatusCode.UNCERTAIN_SUBSTITUTE_VALUE)).isEqualTo(Quality.UNCERTAIN);
        assertThat(Quality.of(StatusCode.BAD_NO_COMMUNICATION)).isEqualTo(Quality.BAD);
        assertThat(Quality.of(0xC000_0000)).isEqualTo(Quality.BAD);
    }

    @Test
    void nameIgnoresTheInfoBitsAndShowsUnknownCodesAsNumbers() {
        assertThat(StatusCode.name(0x8031_0480)).isEqualTo("BadNoCommunication");
        assertThat(StatusCode.name(0x80AB_0000)).isEqualTo("0x80AB0000");
    }
}
