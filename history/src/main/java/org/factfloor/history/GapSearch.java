package org.factfloor.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    List<History.Gap> of(List<Integer> signals, int limit) {
        if (from >= to) {
            return List.of();
        }
        List<Integer> sorted = signals.stream().sorted().toList();
        Map<Integer, List<Long>> begins = begins(sorted, limit);
        List<History.Gap> gaps = new ArrayList<>();
        for (int signal : sorted) {
            long known = from;
            for (long begin : begins.getOrDefault(signal, List.of())) {
                // Several marks in a row are one gap.
                if (begin >= known && gaps.size() < limit) {
                    known = end(signal, begin);
                    if (known > begin) {
                        gaps.add(new History.Gap(signal, begin, known));
                    }
                }
            }
        }
        return gaps;
    }

    /** Where silence begins or goes on at the beginning of the range. */
    private Map<Integer, List<Long>> begins(List<Integer> signals, int limit) {
        Map<Integer, List<Long>> begins = new HashMap<>();
        for (int signal : signals) {
            Optional<SampleBatch> holding = from == Long.MIN_VALUE ? Optional.empty() : history.at(signal, from - 1);
            if (holding.isPresent() && isMark(holding.get(), 0)) {
                begins.computeIfAbsent(signal, _ -> new ArrayList<>()).add(from);
            }
        }
        SampleBatch marks = history.marks(signals, from, to, limit);
        for (int i = 0; i < marks.size(); i++) {
            begins.computeIfAbsent(marks.signal(i), _ -> new ArrayList<>()).add(marks.time(i));
        }
        return begins;
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
