package org.factfloor.intake;

import java.util.ArrayList;
import java.util.List;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.intake.Outbox.Loss;

/**
 * What an edge box has to report of samples it did not deliver, for each signal and hour. While too much is waiting to be
 * reported, hours become days and then years; no count is lost. Safe for many threads.
 */
final class Losses {

    private static final int MOST = 50_000;
    /** Hours that are counted as one. */
    private static final int[] WIDTHS = {1, 24, 24 * 366, Integer.MAX_VALUE};

    private final int most;
    private HourCounts counts = new HourCounts();
    private int width;

    Losses() {
        this(MOST);
    }

    Losses(int most) {
        this.most = most;
    }

    synchronized void add(int signal, int hour, SampleFate fate, long samples) {
        counts.add(signal, begin(hour), fate, samples);
        while (counts.size() > most && width < WIDTHS.length - 1) {
            width++;
            HourCounts finer = counts;
            counts = new HourCounts();
            for (int i = 0; i < finer.size(); i++) {
                counts.add(finer.signal(i), begin(finer.hour(i)), finer.fate(i), finer.count(i));
            }
        }
    }

    synchronized void add(HourCounts others) {
        for (int i = 0; i < others.size(); i++) {
            if (Loss.isTold(others.fate(i))) {
                add(others.signal(i), others.hour(i), others.fate(i), others.count(i));
            }
        }
    }

    private int begin(int hour) {
        return Math.floorDiv(hour, WIDTHS[width]) * WIDTHS[width];
    }

    synchronized List<Loss> list() {
        List<Loss> list = new ArrayList<>(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            list.add(new Loss(counts.signal(i), counts.hour(i), counts.fate(i), counts.count(i)));
        }
        return list;
    }

    /** All of them, to be reported. */
    synchronized List<Loss> take() {
        List<Loss> taken = list();
        counts = new HourCounts();
        width = 0;
        return taken;
    }
}
