package org.factfloor.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.factfloor.plant.SampleBatch;
import org.jspecify.annotations.Nullable;

/** A scan by reading each signal page by page and merging the pages. */
final class MergedScan {

    private static final int PAGE = 8_192;

    private final History history;
    private final long to;
    private final List<Pages> signals = new ArrayList<>();

    MergedScan(History history, List<Integer> signals, long from, long to) {
        this.history = history;
        this.to = to;
        signals.stream().sorted().forEach(signal -> this.signals.add(new Pages(signal, from)));
    }

    void run(Predicate<SampleBatch> sink) {
        SampleBatch piece = new SampleBatch(PAGE);
        Pages next = earliest();
        boolean more = true;
        while (more && next != null) {
            next.moveTo(piece);
            next = earliest();
            if (piece.size() == PAGE || next == null) {
                more = sink.test(piece);
                piece.clear();
            }
        }
    }

    private @Nullable Pages earliest() {
        Pages earliest = null;
        for (Pages pages : signals) {
            if (pages.hasNext() && (earliest == null || pages.time() < earliest.time())) {
                earliest = pages;
            }
        }
        return earliest;
    }

    /** One signal's rows. */
    private final class Pages {

        private final int signal;
        private SampleBatch page = new SampleBatch(1);
        private int row;
        /** Where the next page begins. */
        private long from;
        private boolean isLast;

        Pages(int signal, long from) {
            this.signal = signal;
            this.from = from;
        }

        boolean hasNext() {
            if (row == page.size() && !isLast) {
                page = history.read(signal, from, to, PAGE);
                row = 0;
                isLast = page.size() < PAGE;
                from = page.isEmpty() ? to : page.time(page.size() - 1) + 1;
            }
            return row < page.size();
        }

        long time() {
            return page.time(row);
        }

        void moveTo(SampleBatch piece) {
            piece.addFrom(page, row++);
        }
    }
}
