package org.factfloor.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A history under test, and what compares histories. */
abstract class HistoryFixture {

    static final long HOUR = RandomSamples.START;

    History history = new MemoryHistory();

    /** A new, empty history, as a test needs it: it settles early and often. */
    protected abstract History create();

    /** Closes a history and opens what it left. */
    protected abstract History reopen(History open);

    @BeforeEach
    void open() {
        history = create();
    }

    @AfterEach
    void close() {
        history.close();
    }

    /** Settles until nothing more is due, long after everything came. */
    final void settleAll() {
        long now = HOUR + 1_000 * Micros.PER_HOUR;
        for (int calls = 0; calls < 100; calls++) {
            now += Micros.PER_HOUR;
            history.settle(now);
        }
    }

    static void assertSame(SampleBatch actual, SampleBatch expected, String where) {
        assertThat(text(actual)).as(where).isEqualTo(text(expected));
    }

    private static List<String> text(SampleBatch rows) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(rows.signal(i) + " " + rows.time(i) + " " + rows.type(i) + " " + Long.toHexString(rows.bits(i))
                    + " '" + rows.text(i) + "' " + Integer.toHexString(rows.status(i)) + " " + rows.revision(i));
        }
        return lines;
    }

    static void assertSameColumns(Columns actual, Columns expected, String where) {
        assertThat(actual.count()).as(where).isEqualTo(expected.count());
        for (int i = 0; i < expected.count(); i++) {
            assertThat(column(actual, i)).as(where).isEqualTo(column(expected, i));
        }
    }

    private static List<Object> column(Columns columns, int i) {
        return List.of(i, columns.edge(i), columns.min(i), columns.max(i), columns.first(i), columns.last(i),
                columns.held(i), columns.samples(i), columns.gap(i));
    }
}
