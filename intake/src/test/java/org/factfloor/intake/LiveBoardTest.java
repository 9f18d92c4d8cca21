package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.factfloor.intake.LiveBoard.Latest;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

class LiveBoardTest {

    private static final long T = 1_750_000_000_000_000L;

    private final LiveBoard board = new LiveBoard();

    @Test
    void whoeverIsSlowGetsTheNewestValueOnly() {
        try (LiveBoard.Watch watch = board.watch()) {
            watch.set(List.of(1, 2, 5_000));
            for (int i = 0; i < 100; i++) {
                board.update(number(1, T + i, i), T);
            }
            board.update(number(5_000, T, 7), T);
            board.update(number(3, T, 9), T);

            assertThat(watch.drain()).extracting(Latest::signal, Latest::number)
                    .containsExactlyInAnyOrder(tuple(1, 99.0),
                            tuple(5_000, 7.0));
            assertThat(watch.drain()).isEmpty();
        }
    }

    @Test
    void aNewWatchStartsWithWhatIsThere() {
        board.update(number(1, T, 4), T);
        try (LiveBoard.Watch watch = board.watch()) {
            watch.set(List.of(1, 2));
            assertThat(watch.drain()).extracting(Latest::signal).containsExactly(1);
        }
    }

    @Test
    void anOlderSampleLeavesTheNewestAsItIs() {
        board.update(number(1, T, 4), T);
        board.update(number(1, T - 1, 5), T + 50);
        assertThat(board.latest(1).orElseThrow().number()).isEqualTo(4);
    }

    @Test
    void theSameSampleAgainIsNoNews() {
        try (LiveBoard.Watch watch = board.watch()) {
            watch.set(List.of(1));
            board.update(number(1, T, 4), T);
            assertThat(watch.drain()).hasSize(1);
            board.update(number(1, T, 4), T + 50);
            assertThat(watch.drain()).isEmpty();
        }
        assertThat(board.latest(1).orElseThrow().receivedAt()).isEqualTo(T);
    }

    @Test
    void tellsSinceWhenAValueHolds() {
        board.update(number(1, T, 4), T);
        board.update(number(1, T + 10, 4), T);
        assertThat(board.latest(1).orElseThrow().since()).isEqualTo(T);
        board.update(number(1, T + 20, 5), T);
        assertThat(board.latest(1).orElseThrow().since()).isEqualTo(T + 20);
    }

    @Test
    void aClosedWatchIsNoLongerFed() {
        LiveBoard.Watch watch = board.watch();
        watch.set(List.of(1));
        assertThat(watch.drain()).isEmpty();
        watch.close();
        board.update(number(1, T, 4), T);
        assertThat(watch.drain()).isEmpty();
    }

    private static SampleBatch number(int signal, long time, double value) {
        SampleBatch batch = new SampleBatch();
        batch.addNumber(signal, time, value, StatusCode.GOOD);
        return batch;
    }
}
