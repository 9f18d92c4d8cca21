package org.factfloor.production;

import java.util.EnumMap;
import java.util.Map;

/** Counts how often rules were met. */
final class RulesMet {

    private final Map<PageRule, Long> times = new EnumMap<>(PageRule.class);

    void rule(PageRule rule) {
        times.merge(rule, 1L, Long::sum);
    }

    void when(boolean condition, PageRule rule) {
        if (condition) {
            rule(rule);
        }
    }

    long times(PageRule rule) {
        return times.getOrDefault(rule, 0L);
    }
}
