package org.factfloor.imports.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"500|false|500", "1,200|false|1200", "1,200.5|false|1200.5",
            "1.200,5|false|1200.5", "1.200|true|1200", "1.200,5|true|1200.5", "1,5|true|1.5", "42.2|false|42.2",
            "42,2|false|42.2", "42.2|true|42.2", "1 200|false|1200", "1'200.5|false|1200.5", "-3|false|-3",
            "1,200,300|false|1200300", "1.200.300|true|1200300"})
    void readsNumbersOfBothCustoms(String cell, boolean decimalComma, BigDecimal expected) {
        assertThat(Cells.number(cell, decimalComma)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12 pcs", "1e5", "0x10", "一百", "1.2.3,4,5", "--3", "99999999999999999999"})
    void takesNothingElseForANumber(String cell) {
        assertThat(Cells.number(cell, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30", "2026/11/30", "2026.11.30", "2026年11月30日", "30.11.2026", " 2026-11-30 "})
    void readsDates(String cell) {
        assertThat(Cells.moment(cell)).contains(new Cells.Moment(LocalDate.of(2026, 11, 30), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30 08:05", "2026-11-30T08:05:00", "2026/11/30 8:05", "2026年11月30日 8点05分",
            "30.11.2026, 08:05 Uhr"})
    void readsDatesWithTimes(String cell) {
        assertThat(Cells.moment(cell).orElseThrow().at(LocalTime.MIDNIGHT))
                .isEqualTo(LocalDate.of(2026, 11, 30).atTime(8, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "11/12/2026", "2026-13-01", "30.02.2026", "soon", "2026-11-30 25:00", "46356"})
    void takesNothingElseForADate(String cell) {
        assertThat(Cells.moment(cell)).isEmpty();
    }

    @Test
    void aTimeThatIsMissingIsTheOneGiven() {
        assertThat(Cells.moment("2026-11-30").orElseThrow().at(LocalTime.NOON))
                .isEqualTo(LocalDate.of(2026, 11, 30).atTime(12, 0));
    }
}
