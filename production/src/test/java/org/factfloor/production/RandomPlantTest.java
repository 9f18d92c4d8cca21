package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A property says nothing of a rule that no history meets. */
class RandomPlantTest {

    private static final int HISTORIES = 400;

    @Test
    void everyRuleIsMetByManyHistories() {
        Map<PageRule, Integer> histories = new EnumMap<>(PageRule.class);
        for (long seed = 0; seed < HISTORIES; seed++) {
            RulesMet met = new RulesMet();
            inBooks(SlowFold.of(RandomPlant.history(seed), met), met);
            for (PageRule rule : PageRule.values()) {
                histories.merge(rule, met.times(rule) > 0 ? 1 : 0, Integer::sum);
            }
        }

        List<String> rare = new ArrayList<>();
        histories.forEach((rule, count) -> {
            if (count < HISTORIES / 100) {
                rare.add(rule + " in " + count + " of " + HISTORIES);
            }
        });
        assertThat(rare).isEmpty();
    }

    /** What shows in the result only. */
    private static void inBooks(MachineBooks books, RulesMet met) {
        List<Interval> intervals = books.intervals();
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            for (Interval later : intervals.subList(i + 1, intervals.size())) {
                met.when(interval.stop() != 0 && later.stop() == interval.stop()
                        && !later.reason().equals(interval.reason()), PageRule.REASON_SPLITS_STOP);
                met.when(interval.stop() != 0 && later.stop() != 0 && later.stop() != interval.stop()
                        && interval.reason().isPresent() && later.entry().equals(interval.entry()),
                        PageRule.REASON_JOINS_STOPS);
            }
            met.when(interval.stop() != 0 && books.cells().stream()
                    .anyMatch(cell -> interval.stop() < cell.from() && cell.from() == interval.from()),
                    PageRule.STOP_ACROSS_CELLS);
        }
    }

    @Test
    void sameSeedGivesSameHistory() {
        assertThat(RandomPlant.history(7)).isEqualTo(RandomPlant.history(7));
    }
}
