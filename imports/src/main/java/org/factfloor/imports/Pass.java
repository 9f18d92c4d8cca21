package org.factfloor.imports;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.factfloor.imports.sheet.Rows;
import org.factfloor.intake.Filing;
import org.factfloor.plant.SampleBatch;

/** One way through a file, some thousand samples at a time. Used once, by one thread. */
final class Pass {

    private static final int SAMPLES = 32_768;
    private static final int ROWS = 65_536;

    private final SampleFile file;
    private final Layout layout;
    private final RowReader reader;
    private final Step step;
    private final Filing filing = new Filing();
    private final Map<Integer, Long> newest = new HashMap<>();
    private final SampleBatch batch = new SampleBatch(SAMPLES);
    private long[] lines = new long[SAMPLES];
    private long rows;
    private long told;

    /** What is done with what a file holds. */
    interface Step extends RowReader.Rejects {

        /**
         * Samples of some rows.
         *
         * @param again whether a sample is the same as the one before it of its signal
         * @param lines where they stand
         */
        void take(SampleBatch filed, boolean[] again, long[] lines) throws InterruptedException;

        /**
         * Everything up to here was told.
         *
         * @param rows so many rows of the file
         * @param read how much of the file, 0 to 1
         */
        void reached(long rows, double read, RowReader reader) throws IOException;
    }

    /** @param late as {@link RowReader} takes it */
    Pass(SampleFile file, Layout layout, Map<String, Optional<ValueText>> readers,
            Function<String, Map<String, Optional<ValueText>>> late, long latest, Step step) {
        this.file = file;
        this.layout = layout;
        this.step = step;
        this.reader = new RowReader(layout, readers, late, latest);
    }

    /**
     * Goes through the file.
     *
     * @param behind so many rows are gone over without a word
     * @throws InterruptedException if the thread is interrupted
     */
    void run(long behind) throws IOException, InterruptedException {
        told = behind;
        try (Rows source = file.rows()) {
            while (source.next()) {
                if (source.line() <= layout.headerLine()) {
                    continue;
                }
                boolean silent = rows < behind;
                int before = batch.size();
                reader.read(source, batch, silent ? (_, _, _, _) -> {
                } : step);
                rows++;
                note(before, source.line());
                if (batch.size() >= SAMPLES || rows - told >= ROWS || rows == behind) {
                    flush(silent, source.read());
                }
            }
            flush(rows <= behind, 1);
        }
    }

    private void note(int from, long line) {
        if (batch.size() > lines.length) {
            lines = Arrays.copyOf(lines, batch.size() * 2);
        }
        Arrays.fill(lines, from, batch.size(), line);
    }

    private void flush(boolean silent, double read) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        SampleBatch filed = filing.file(batch);
        boolean[] again = new boolean[filed.size()];
        for (int i = 0; i < filed.size(); i++) {
            Long before = newest.get(filed.signal(i));
            again[i] = before != null && before == filed.time(i);
            if (before == null || before < filed.time(i)) {
                newest.put(filed.signal(i), filed.time(i));
            }
        }
        if (!silent) {
            if (!filed.isEmpty()) {
                step.take(filed, again, lines);
            }
            told = rows;
            step.reached(rows, read, reader);
        }
        batch.clear();
    }
}
