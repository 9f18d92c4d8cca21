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

    /** A batch whose rows lie far apart among much that is known is not looked up to its end. */
    private static final long MOST_LOOKED_AT = 4_000_000;

    private final History history;
    private long unseen;

    Known(History history) {
        this.history = history;
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

    /** How many samples could not be compared with so much of history. */
    long unseen() {
        return unseen;
    }

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
        int[] at = new int[1];
        long[] seen = new long[1];
        history.scan(signals, batch.time(rows[0]), batch.time(rows[rows.length - 1]) + 1, piece -> {
            for (int i = 0; i < piece.size() && at[0] < rows.length; i++) {
                while (at[0] < rows.length && order(batch, rows[at[0]], piece, i) < 0) {
                    at[0]++;
                }
                while (at[0] < rows.length && order(batch, rows[at[0]], piece, i) == 0) {
                    judge(batch, rows[at[0]++], piece, i, verdicts, revisions);
                }
            }
            seen[0] += piece.size();
            return at[0] < rows.length && seen[0] < MOST_LOOKED_AT;
        });
        unseen += seen[0] >= MOST_LOOKED_AT ? rows.length - at[0] : 0;
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
