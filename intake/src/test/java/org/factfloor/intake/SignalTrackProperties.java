package org.factfloor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** Laws of where samples are filed, each tried on many seeds. */
class SignalTrackProperties {

    private static final long T = 1_750_000_000_000_000L;

    /** No value that a source gave after another is lost to it, and none is filed before it. */
    @Test
    void inOrderEachNewValueIsFiledAfterTheOneBefore() {
        for (long seed = 1; seed <= 500; seed++) {
            SampleBatch sent = inOrder(new Random(seed), 3);
            List<Long> filed = assign(new SignalTrack(), sent);
            for (int i = 0; i < sent.size(); i++) {
                assertThat(filed.get(i)).as("seed %d", seed).isGreaterThanOrEqualTo(sent.time(i));
                if (i > 0) {
                    boolean again = sent.time(i) == sent.time(i - 1) && sent.sameValue(i, sent, i - 1);
                    assertThat(filed.get(i) - filed.get(i - 1)).as("seed %d, row %d", seed, i)
                            .matches(step -> again ? step == 0 : step > 0);
                }
            }
        }
    }

    @Test
    void aSourceThatConnectsAgainAndDeliversAllAgainGetsTheSameTimes() {
        for (long seed = 1; seed <= 500; seed++) {
            SampleBatch sent = inOrder(new Random(seed), 3);
            SignalTrack track = new SignalTrack();
            List<Long> first = assign(track, sent);
            for (int repetition = 0; repetition < 2; repetition++) {
                track.reconnected();
                assertThat(assign(track, sent)).as("seed %d", seed).isEqualTo(first);
            }
        }
    }

    /** What is delivered again may begin anywhere, where source times are further apart than their values are many. */
    @Test
    void aSourceThatDeliversItsLastPartAgainGetsTheSameTimes() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            SampleBatch sent = inOrder(random, 1_000);
            SignalTrack track = new SignalTrack();
            List<Long> first = assign(track, sent);
            int from = random.nextInt(sent.size());
            while (from > 0 && sent.time(from - 1) == sent.time(from)) {
                from--;
            }
            SampleBatch part = new SampleBatch();
            for (int i = from; i < sent.size(); i++) {
                part.addFrom(sent, i);
            }
            track.reconnected();
            assertThat(assign(track, part)).as("seed %d", seed).isEqualTo(first.subList(from, sent.size()));
        }
    }

    @Test
    void aLateSampleIsFiledAtItsOwnTimeAndLeavesTheNewestAlone() {
        SignalTrack track = new SignalTrack();
        SampleBatch sent = new SampleBatch();
        sent.addNumber(1, T + 10, 1, StatusCode.GOOD);
        sent.addNumber(1, T + 5, 2, StatusCode.GOOD);
        sent.addNumber(1, T + 10, 3, StatusCode.GOOD);
        assertThat(assign(track, sent)).containsExactly(T + 10, T + 5, T + 11);
        assertThat(track.newestTime()).isEqualTo(T + 11);
    }

    @Test
    void aClockThatStandsStillLosesNothing() {
        SignalTrack track = new SignalTrack();
        SampleBatch sent = new SampleBatch();
        for (int i = 0; i < 1_000; i++) {
            sent.addNumber(1, T, i % 2, StatusCode.GOOD);
        }
        assertThat(assign(track, sent)).doesNotHaveDuplicates().isSorted().hasSize(1_000);
    }

    @Test
    void silenceIsMarkedOnceAndAfterTheNewestSample() {
        SignalTrack track = new SignalTrack();
        SampleBatch sent = new SampleBatch();
        sent.addNumber(1, T, 1, StatusCode.GOOD);
        assign(track, sent);
        SampleBatch marks = new SampleBatch();
        track.silence(1, T - 5, marks);
        track.silence(1, T + 50, marks);
        assertThat(marks.size()).isEqualTo(1);
        assertThat(marks.time(0)).isEqualTo(T + 1);
        assertThat(marks.status(0)).isEqualTo(StatusCode.BAD_NO_COMMUNICATION);
    }

    /** One signal, source times that never fall, values of a few. */
    private static SampleBatch inOrder(Random random, int spacing) {
        SampleBatch batch = new SampleBatch();
        long time = T;
        int size = random.nextInt(1, 40);
        for (int i = 0; i < size; i++) {
            time += random.nextInt(3) == 0 ? (long) random.nextInt(3) * spacing : 0;
            if (random.nextInt(5) == 0) {
                batch.addText(1, time, "v" + random.nextInt(3), StatusCode.GOOD);
            } else {
                batch.addNumber(1, time, random.nextInt(3), random.nextInt(9) == 0 ? StatusCode.BAD : StatusCode.GOOD);
            }
        }
        return batch;
    }

    private static List<Long> assign(SignalTrack track, SampleBatch batch) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            times.add(track.assign(batch, i));
        }
        return times;
    }
}
