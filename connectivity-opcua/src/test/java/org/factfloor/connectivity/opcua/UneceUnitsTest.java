package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UneceUnitsTest {

    /** 4408652 is the example of OPC 10000-8, 5.6.3: degree Celsius. */
    @Test
    void readsTheLettersOfAUnitId() {
        assertThat(UneceUnits.ucum(4_408_652)).isEqualTo("Cel");
        assertThat(UneceUnits.ucum('P' << 8 | '1')).isEqualTo("%");
        assertThat(UneceUnits.ucum('K' << 16 | 'W' << 8 | 'H')).isEqualTo("kW.h");
    }

    @Test
    void leavesUnitsItDoesNotKnowEmpty() {
        assertThat(UneceUnits.ucum(-1)).isEmpty();
        assertThat(UneceUnits.ucum(0)).isEmpty();
        assertThat(UneceUnits.ucum(0x585858)).isEmpty();
    }
}
