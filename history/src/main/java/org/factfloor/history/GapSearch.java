package org.factfloor.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/** Finds the time in which nothing is known, from marks of silence to the next samples. */
final class GapSearch {

    private final History history;
    private final long from;
    private final long to;

    GapSearch(History history, long from, long to) {
        this.history = history;
        this.from = from;
        this.to = to;
    }

    List<History.Gap> of(List<Integer> signals, int limit) {
        if (from >= to) {
            return List.of();
        }
        List<Integer> sorted = signals.stream().sorted().toList();
        Map<Integer, Boolean> before = history.silenceBefore(sorted, from);
        Set<Integer> sampled = new HashSet<>();
        SampleBatch newest = history.latest(sorted);
        for (int i = 0; i < newest.size(); i++) {
            sampled.add(newest.signal(i));
        }
        SampleBatch silences = silences(sorted, before, history.marks(sorted, from, to, limit));
        long[] ends = history.knownAgain(silences, to);
        List<History.Gap> gaps = new ArrayList<>();
        int i = 0;
        for (int signal : sorted) {
            long known = from;
            if (!before.containsKey(signal)) {
                known = sampled.contains(signal) ? first(signal) : to;
                add(gaps, new History.Gap(signal, from, known, false), limit);
            }
            for (; i < silences.size() && silences.signal(i) == signal; i++) {
                // Several marks in a row are one gap.
                if (silences.time(i) >= known) {
                    known = ends[i];
                    add(gaps, new History.Gap(signal, silences.time(i), known, true), limit);
                }
            }
        }
        return gaps;
    }

    /** Where silence begins, or goes on at the beginning of the range; by signal and time. */
    private SampleBatch silences(List<Integer> signals, Map<Integer, Boolean> before, SampleBatch marks) {
        SampleBatch silences = new SampleBatch();
        int i = 0;
        for (int signal : signals) {
            if (before.getOrDefault(signal, false)) {
                silences.addNone(signal, from, StatusCode.BAD_NO_COMMUNICATION);
            }
            for (; i < marks.size() && marks.signal(i) == signal; i++) {
                silences.addFrom(marks, i);
            }
        }
        return silences;
    }

    private static void add(List<History.Gap> gaps, History.Gap gap, int limit) {
        if (gap.to() > gap.from() && gaps.size() < limit) {
            gaps.add(gap);
        }
    }

    private long first(int signal) {
        SampleBatch rows = history.read(signal, from, to, 1);
        return rows.isEmpty() ? to : rows.time(0);
    }
}
