package org.factfloor.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;

/** Finds the time in which nothing is known, from marks of silence to the next samples. */
final class GapSearch {

    private static final int PAGE = 8_192;

    private final History history;
    private final long from;
    private final long to;

    GapSearch(History history, long from, long to) {
        this.history = history;
        this.from = from;
        this.to = to;
    }

    static boolean isMark(SampleBatch rows, int i) {
        return rows.status(i) == StatusCode.BAD_NO_COMMUNICATION && rows.type(i) == ValueType.NONE;
    }

    /** All marks of a range, the plain way: the definition every history is tested against. */
    static SampleBatch marks(History history, List<Integer> signals, long from, long to, int limit) {
        SampleBatch marks = new SampleBatch();
        for (int signal : signals.stream().sorted().toList()) {
            long next = from;
            while (next < to && marks.size() < limit) {
                SampleBatch page = history.read(signal, next, to, PAGE);
                for (int i = 0; i < page.size() && marks.size() < limit; i++) {
                    if (isMark(page, i)) {
                        marks.addFrom(page, i);
                    }
                }
                next = page.size() < PAGE ? to : page.time(page.size() - 1) + 1;
            }
        }
        return marks;
    }

    /** The plain way: the definition every history is tested against. */
    static Map<Integer, Boolean> silenceBefore(History history, List<Integer> signals, long time) {
        Map<Integer, Boolean> silence = new HashMap<>();
        if (time > Long.MIN_VALUE) {
            signals.forEach(signal -> history.at(signal, time - 1)
                    .ifPresent(last -> silence.put(signal, isMark(last, 0))));
        }
        return silence;
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
        Map<Integer, List<Long>> marks = new HashMap<>();
        SampleBatch found = history.marks(sorted, from, to, limit);
        for (int i = 0; i < found.size(); i++) {
            marks.computeIfAbsent(found.signal(i), _ -> new ArrayList<>()).add(found.time(i));
        }
        List<History.Gap> gaps = new ArrayList<>();
        for (int signal : sorted) {
            long known = from;
            if (!before.containsKey(signal)) {
                known = sampled.contains(signal) ? first(signal) : to;
                add(gaps, new History.Gap(signal, from, known, false), limit);
            } else if (before.getOrDefault(signal, false)) {
                known = end(signal, from);
                add(gaps, new History.Gap(signal, from, known, true), limit);
            }
            for (long mark : marks.getOrDefault(signal, List.of())) {
                // Several marks in a row are one gap.
                if (mark >= known && gaps.size() < limit) {
                    known = end(signal, mark);
                    add(gaps, new History.Gap(signal, mark, known, true), limit);
                }
            }
        }
        return gaps;
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

    /** The time of the first sample at or after a beginning that is no mark. */
    private long end(int signal, long begin) {
        long next = begin;
        while (next < to) {
            SampleBatch rows = history.read(signal, next, to, 2);
            for (int i = 0; i < rows.size(); i++) {
                if (!isMark(rows, i)) {
                    return rows.time(i);
                }
            }
            next = rows.size() < 2 ? to : rows.time(1) + 1;
        }
        return to;
    }
}
