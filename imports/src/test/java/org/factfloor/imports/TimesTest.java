package org.factfloor.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as files write them, and hours that come twice. */
class TimesTest {

    private static final String MOMENT = "2026-11-30T14:05:09.250Z";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2026-11-30 14:05:09.250|ymd", "2026/11/30 14:05:09,250|ymd",
            "2026-11-30T14:05:09.25|ymd", "2026年11月30日 14时05分09.25秒|ymd", "2026-11-30 下午 2:05:09.250|ymd",
            "20261130140509250|ymd", "20261130 140509.250|ymd", "30.11.2026 14:05:09.250|dmy",
            "30-Nov-2026 14:05:09.250|dmy", "30-nov-26 14:05:09.250000|dmy", "30/11/2026 02:05:09.250 PM|dmy",
            "11/30/2026 2:05:09.250 pm|mdy", "46356.586912616|excel"})
    void readsTimesOfTheWallClock(String written, String form) {
        TimeScanner scanner = new TimeScanner();
        assertThat(scanner.read(written, TimeForm.of(form).orElseThrow())).isTrue();
        assertThat(scanner.isLocal()).isTrue();
        assertThat(Micros.toInstant(scanner.micros())).isEqualTo(Instant.parse(MOMENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2026-11-30T14:05:09.250Z|ymd", "2026-11-30 22:05:09.250+08:00|ymd",
            "2026-11-30 22:05:09.250 +0800|ymd", "2026-11-30T09:05:09.25-05|ymd", "2026-11-30 14:05:09.250 UTC|ymd",
            "1796047509.25|epoch-s", "1796047509250|epoch-ms", "1796047509250000|epoch-us",
            "1.79604750925E9|epoch-s", "1796047509250000999|epoch-ns"})
    void readsInstants(String written, String form) {
        TimeScanner scanner = new TimeScanner();
        assertThat(scanner.read(written, TimeForm.of(form).orElseThrow())).isTrue();
        assertThat(scanner.isLocal()).isFalse();
        assertThat(Micros.toInstant(scanner.micros())).isEqualTo(Instant.parse(MOMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-13-01 10:00", "2026-02-30", "2026-11-30 24:01", "2026-11-30 10:61",
            "2026-11-30 10", "2026-11-30 10:00:00+99", "2026-11-30 10:00 o'clock", "26-11-30 10:00",
            "2026-11-30T10:00:00.",
            "2026-11-30 13:00 PM", "99999999999999999999999"})
    void takesNothingElseForATime(String written) {
        assertThat(new TimeScanner().read(written, TimeForm.YEAR_FIRST)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "--1", "0x10", "1e", "."})
    void takesNoMonsterForANumber(String written) {
        assertThat(new TimeScanner().read(written, TimeForm.EPOCH_SECONDS)).isFalse();
    }

    @Test
    void whateverIsWrittenIsATimeOrNone() {
        String signs = "0123456789-/.:, TZ+年月日上午下PMamUhrC";
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            for (TimeForm form : TimeForm.values()) {
                TimeScanner scanner = new TimeScanner();
                if (scanner.read(text.toString(), form)) {
                    assertThat(scanner.micros()).as("seed %d", seed).isNotEqualTo(Long.MIN_VALUE);
                }
            }
        }
    }

    @Test
    void formsAreFoundByLooking() {
        assertThat(TimeForms.find(List.of("30.11.2026 10:00", "1.12.2026 10:00"), true).form())
                .contains(TimeForm.DAY_FIRST);
        assertThat(TimeForms.find(List.of("11/30/2026 10:00", "12/1/2026 10:00"), true).form())
                .contains(TimeForm.MONTH_FIRST);
        assertThat(TimeForms.find(List.of("1/2/2026 10:00", "3/4/2026 10:00"), true).unsure()).isTrue();
        assertThat(TimeForms.find(List.of("20261130140509"), true).form()).contains(TimeForm.YEAR_FIRST);
        assertThat(TimeForms.find(List.of("46356.5"), true).form()).contains(TimeForm.EXCEL);
        assertThat(TimeForms.find(List.of("1796047509"), true).form()).contains(TimeForm.EPOCH_SECONDS);
        assertThat(TimeForms.find(List.of("1796047509"), false).form()).as("a value").isEmpty();
        assertThat(TimeForms.find(List.of("21.5", "22.5"), true).form()).isEmpty();
    }

    /** Ten minutes apart over the night in which Berlin sets its clocks back, from either end. */
    @Test
    void anHourThatComesTwiceIsReadInItsOrder() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        List<Instant> night = new ArrayList<>();
        for (Instant time = Instant.parse("2026-10-24T22:00:00Z"); time
                .isBefore(Instant.parse("2026-10-25T04:00:00Z")); time = time.plusSeconds(600)) {
            night.add(time);
        }
        for (boolean descending : new boolean[]{false, true}) {
            LocalClock clock = new LocalClock(berlin, descending);
            List<Instant> order = descending ? night.reversed() : night;
            for (int series = 0; series < 3; series++) {
                for (Instant time : order) {
                    assertThat(Micros.toInstant(clock.instant(series, wall(time, berlin)))).isEqualTo(time);
                }
            }
            assertThat(clock.twice()).isEqualTo(3 * 12);
            assertThat(clock.firstTwice()).isPresent();
        }
    }

    @Test
    void anHourThatIsSkippedHasNoTimes() {
        LocalClock clock = new LocalClock(ZoneId.of("Europe/Berlin"), false);
        long wall = LocalDateTime.of(2026, 3, 29, 2, 30).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        assertThat(clock.instant(0, wall)).isEqualTo(LocalClock.NONE);
        assertThat(clock.instant(0, wall + Micros.PER_HOUR)).isNotEqualTo(LocalClock.NONE);
    }

    private static long wall(Instant time, ZoneId zone) {
        return LocalDateTime.ofInstant(time, zone).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }
}
