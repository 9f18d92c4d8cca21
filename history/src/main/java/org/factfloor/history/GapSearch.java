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

    /** The plain way: the definition every history is tested against. */
    static long[] knownAgain(History history, SampleBatch silences, long to) {
        long[] ends = new long[silences.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = knownAgain(history, silences.signal(i), silences.time(i), to);
        }
        return ends;
    }

    private static long knownAgain(History history, int signal, long begin, long to) {
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
