package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

class SettlePlanTest {

    private static final long DAY = 20_000L * 24 * Micros.PER_HOUR;
    private static final long MINUTE = Micros.PER_MINUTE;

    private final SettlePlan plan = new SettlePlan(new DuckDbSettings(64, 1, 1_000, 2_048, 1_000, 500,
            Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMinutes(10), 50));
    private final HotHours hours = new HotHours();
    private int signals;
    private final NavigableMap<Long, Long> rowsBySecond = new TreeMap<>();
    private final List<Slice> slices = new ArrayList<>();

    private static long hour(int hour) {
        return DAY + hour * Micros.PER_HOUR;
    }

    /** Rows of one second, each of a signal of its own. */
    private void hot(long time, long rows) {
        for (long i = 0; i < rows; i++) {
            hours.add(signals++, time);
        }
        rowsBySecond.merge(time, rows, Long::sum);
    }

    private void settled(long from, long to, long rows) {
        slices.add(new Slice(slices.size() + 1L, Path.of("slice"), from, to, rows, 1));
    }

    private Slices.Snapshot slices() {
        return new Slices(slices, Tiers.NONE).now();
    }

    private List<SettlePlan.Due> due(long now) {
        return plan.due(hours, slices(), now);
    }

    private Optional<SettlePlan.Job> job(boolean over) {
        SettlePlan.Due due = new SettlePlan.Due(hours.all().iterator().next(), over);
        return plan.job(due, rowsBySecond, slices(), hours.total());
    }

    @Test
    void anHourIsDueWhenItIsOverAndQuiet() {
        hot(hour(0), 10);
        assertThat(due(hour(1) + 4 * MINUTE)).isEmpty();
        assertThat(due(hour(1) + 6 * MINUTE)).hasSize(1);
        hot(hour(0) + MINUTE, 1);
        assertThat(due(hour(1) + 6 * MINUTE)).as("something came").isEmpty();
        assertThat(due(hour(1) + 7 * MINUTE)).hasSize(1);
    }

    @Test
    void fewLateRowsOfASettledHourWaitLonger() {
        settled(hour(0), hour(1), 500);
        hot(hour(0), 10);
        assertThat(due(hour(3))).isEmpty();
        assertThat(due(hour(3) + 2 * MINUTE)).isEmpty();
        assertThat(due(hour(3) + 10 * MINUTE)).hasSize(1);
        hot(hour(0) + MINUTE, 60);
        assertThat(due(hour(4))).isEmpty();
        assertThat(due(hour(4) + MINUTE)).as("now they are many").hasSize(1);
    }

    @Test
    void anHourThatFitsBecomesOneSliceWithWhatWasSettledOfIt() {
        settled(hour(0), hour(0) + 10 * MINUTE, 300);
        hot(hour(0) + 20 * MINUTE, 400);
        assertThat(job(true)).contains(new SettlePlan.Job(hour(0), hour(1), slices));
    }

    /** An import leaves many hours behind; each file costs as much as its rows. */
    @Test
    void hoursOfOneDaySettleTogetherAsFarAsTheyFit() {
        for (int hour : new int[]{20, 21, 23, 24}) {
            hot(hour(hour), 300);
        }
        due(hour(30));
        List<SettlePlan.Due> due = due(hour(31));
        SettlePlan.Job first = new SettlePlan.Job(hour(20), hour(21), List.of());
        assertThat(plan.withFollowing(first, due.subList(1, 4), slices(), hours))
                .isEqualTo(new SettlePlan.Job(hour(20), hour(24), List.of()));
        hot(hour(21), 200);
        assertThat(plan.withFollowing(first, due.subList(1, 4), slices(), hours))
                .isEqualTo(new SettlePlan.Job(hour(20), hour(22), List.of()));
        settled(hour(21) + MINUTE, hour(21) + 2 * MINUTE, 5);
        assertThat(plan.withFollowing(first, due.subList(1, 4), slices(), hours)).isEqualTo(first);
    }

    @Test
    void anHourThatDoesNotFitIsCut() {
        hot(hour(0), 600);
        hot(hour(0) + MINUTE, 400);
        hot(hour(0) + 2 * MINUTE, 300);
        assertThat(job(true))
                .contains(new SettlePlan.Job(hour(0), hour(0) + MINUTE + Micros.PER_SECOND, List.of()));
    }

    @Test
    void aFullHotTableSettlesWhatCameFirstAndKeepsTheNewestMinute() {
        hot(hour(0) + 5 * MINUTE, 300);
        hot(hour(0) + 6 * MINUTE, 300);
        hot(hour(0) + 7 * MINUTE, 1);
        assertThat(due(hour(0) + 8 * MINUTE)).singleElement().matches(due -> !due.over());
        assertThat(job(false)).contains(
                new SettlePlan.Job(hour(0) + 5 * MINUTE, hour(0) + 5 * MINUTE + Micros.PER_SECOND, List.of()));
    }

    @Test
    void aGapBetweenSlicesIsFilledWithoutTouchingThem() {
        settled(hour(0), hour(0) + 10 * MINUTE, 900);
        settled(hour(0) + 20 * MINUTE, hour(1), 900);
        hot(hour(0) + 5 * MINUTE, 5);
        hot(hour(0) + 12 * MINUTE, 5);
        hot(hour(0) + 30 * MINUTE, 5);
        assertThat(job(true)).contains(
                new SettlePlan.Job(hour(0) + 12 * MINUTE, hour(0) + 12 * MINUTE + Micros.PER_SECOND, List.of()));
    }

    @Test
    void lateRowsThatHaveNoGapAreMergedWhereMostOfThemBelong() {
        settled(hour(0), hour(0) + 10 * MINUTE, 900);
        settled(hour(0) + 10 * MINUTE, hour(1), 900);
        hot(hour(0) + 5 * MINUTE, 5);
        hot(hour(0) + 30 * MINUTE, 6);
        assertThat(job(true))
                .contains(new SettlePlan.Job(hour(0) + 10 * MINUTE, hour(1), List.of(slices.get(1))));
    }

    @Test
    void smallSlicesOfFourHoursAreJoinedWhenTheyAreOverAndNothingOfThemIsHot() {
        settled(hour(0), hour(1), 400);
        settled(hour(1), hour(2), 400);
        settled(hour(2), hour(3), 400);
        settled(hour(3), hour(4), 400);
        assertThat(plan.join(hours, slices(), List.of(), hour(4))).isEmpty();
        assertThat(plan.join(hours, slices(), List.of(), hour(5)))
                .contains(new SettlePlan.Job(hour(0), hour(2), slices.subList(0, 2)));
        hot(hour(1), 1);
        assertThat(plan.join(hours, slices(), List.of(), hour(5)))
                .contains(new SettlePlan.Job(hour(2), hour(4), slices.subList(2, 4)));
    }

    @Test
    void fullSlicesAndThoseOfDifferentDaysStayAsTheyAre() {
        settled(hour(0), hour(1), 900);
        settled(hour(1), hour(2), 200);
        settled(hour(2), hour(3), 900);
        assertThat(plan.join(hours, slices(), List.of(), hour(1_000))).isEmpty();
        slices.clear();
        settled(hour(23), hour(24), 100);
        settled(hour(24), hour(25), 100);
        assertThat(plan.join(hours, slices(), List.of(), hour(49))).isEmpty();
        assertThat(plan.join(hours, slices(), List.of(), hour(24 * 31))).as("days, once their month is over")
                .isPresent();
    }

    /** A broken file keeps its hour's late rows hot for as long as it is broken. */
    @Test
    void hotTableThatGrowsFarTooLargeDoesNotWaitForAnHourThatCannotSettle() {
        hot(hour(0), 10);
        assertThat(due(hour(6))).as("not known to be quiet yet").isEmpty();
        hot(hour(6), 800);
        assertThat(due(hour(6) + MINUTE)).as("one that may settle comes alone").hasSize(1);
        hot(hour(6) + MINUTE, 2_000);
        assertThat(due(hour(6) + 3 * MINUTE).stream().map(each -> each.hour().start())).contains(hour(0), hour(6));
    }

    @Test
    void nothingIsJoinedAcrossAFileThatCannotBeRead() {
        settled(hour(0), hour(1), 100);
        settled(hour(2), hour(3), 100);
        Slice broken = new Slice(99, Path.of("broken"), hour(1), hour(2), 100, 1);

        assertThat(plan.join(hours, slices(), List.of(broken), hour(9))).isEmpty();
        assertThat(plan.join(hours, slices(), List.of(), hour(9))).isPresent();
    }
}
