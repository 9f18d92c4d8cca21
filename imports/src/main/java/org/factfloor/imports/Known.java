package org.factfloor.imports;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.factfloor.history.History;
import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SampleOrder;

/** Compares samples with what history has at their times. Used by one thread. */
final class Known {

    /** Behind so many samples of history between two rows it is quicker to look anew from the next row on. */
    private static final long FAR = 1_000_000;

    private final History history;
    private final long far;

    Known(History history) {
        this(history, FAR);
    }

    Known(History history, long far) {
        this.history = history;
        this.far = far;
    }

    /** What history has at a sample's time. */
    enum Verdict {
        /** Nothing, or something that gives way. */
        FREE,
        /** The same. */
        SAME,
        /** Another value, which does not give way. */
        OTHER
    }

    /**
     * What was found.
     *
     * @param revisions of what history has, where it has something that does not give way
     */
    record Found(List<Verdict> verdicts, int[] revisions) {}

    /** Compares rows of a batch. */
    Found look(SampleBatch batch) {
        Verdict[] verdicts = new Verdict[batch.size()];
        Arrays.fill(verdicts, Verdict.FREE);
        int[] revisions = new int[batch.size()];
        List<Integer> signals = IntStream.range(0, batch.size()).map(batch::signal).distinct().boxed().toList();
        long newest = newest(signals);
        // In the order in which history is gone through.
        int[] rows = IntStream.range(0, batch.size()).filter(row -> batch.time(row) <= newest).boxed()
                .sorted(Comparator.<Integer>comparingLong(batch::time).thenComparingInt(batch::signal))
                .mapToInt(Integer::intValue).toArray();
        if (rows.length > 0) {
            compare(batch, rows, signals, verdicts, revisions);
        }
        return new Found(List.of(verdicts), revisions);
    }

    private long newest(List<Integer> signals) {
        SampleBatch latest = history.latest(signals);
        return IntStream.range(0, latest.size()).mapToLong(latest::time).max().orElse(Long.MIN_VALUE);
    }

    private void compare(SampleBatch batch, int[] rows, List<Integer> signals, Verdict[] verdicts, int[] revisions) {
        int at = 0;
        while (at < rows.length) {
            at = compare(batch, rows, at, signals, verdicts, revisions);
        }
    }

    /** Compares rows from one on; returns which one is to be compared next. */
    private int compare(SampleBatch batch, int[] rows, int from, List<Integer> signals, Verdict[] verdicts,
            int[] revisions) {
        int[] at = {from};
        long[] passed = new long[1];
        boolean[] more = new boolean[1];
        history.scan(signals, batch.time(rows[from]), batch.time(rows[rows.length - 1]) + 1, piece -> {
            int before = at[0];
            for (int i = 0; i < piece.size() && at[0] < rows.length; i++) {
                while (at[0] < rows.length && order(batch, rows[at[0]], piece, i) < 0) {
                    at[0]++;
                }
                while (at[0] < rows.length && order(batch, rows[at[0]], piece, i) == 0) {
                    judge(batch, rows[at[0]++], piece, i, verdicts, revisions);
                }
            }
            passed[0] = at[0] > before ? 0 : passed[0] + piece.size();
            more[0] = at[0] > from && passed[0] >= far;
            return at[0] < rows.length && !more[0];
        });
        return more[0] ? at[0] : rows.length;
    }

    private static int order(SampleBatch batch, int row, SampleBatch known, int i) {
        int order = Long.compare(batch.time(row), known.time(i));
        return order != 0 ? order : Integer.compare(batch.signal(row), known.signal(i));
    }

    private static void judge(SampleBatch batch, int row, SampleBatch known, int i, Verdict[] verdicts,
            int[] revisions) {
        if (batch.sameValue(row, known, i)) {
            verdicts[row] = Verdict.SAME;
            revisions[row] = known.revision(i);
        } else {
            boolean better = Quality.of(batch.status(row))
                    .compareTo(Quality.of(known.status(i))) < 0;
            boolean wins = SampleOrder.compare(batch, row, known, i) > 0
                    && (better || batch.revision(row) > known.revision(i));
            verdicts[row] = wins ? Verdict.FREE : Verdict.OTHER;
            revisions[row] = known.revision(i);
        }
    }
}
