package org.factfloor.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.factfloor.history.MemoryHistory;
import org.factfloor.imports.Known.Verdict;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** Rows of a file are compared with history however much of it lies between them. */
class KnownTest {

    private static final int SIGNALS = 3;

    @Test
    void comparesRowsThatLieFarApart() {
        MemoryHistory history = new MemoryHistory();
        SampleBatch dense = new SampleBatch();
        for (int i = 0; i < 20_000; i++) {
            for (int signal = 1; signal <= SIGNALS; signal++) {
                dense.addWhole(signal, i * 10L, i, StatusCode.GOOD);
            }
        }
        history.apply(dense, 1, Optional.empty());

        // Every 1,000th sample of each signal: as it is, with another value, and at a time of which nothing is known.
        SampleBatch file = new SampleBatch();
        for (int i = 0; i < 20_000; i += 1_000) {
            for (int signal = 1; signal <= SIGNALS; signal++) {
                file.addWhole(signal, i * 10L + (signal == 3 ? 5 : 0), signal == 2 ? -1 : i, StatusCode.GOOD);
            }
        }
        Known.Found found = new Known(history, 100).look(file);
        assertThat(found.verdicts()).isEqualTo(IntStream.range(0, file.size()).mapToObj(i -> switch (file.signal(i)) {
            case 1 -> Verdict.SAME;
            case 2 -> Verdict.OTHER;
            default -> Verdict.FREE;
        }).toList());
    }
}
