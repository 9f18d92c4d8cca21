package org.factfloor.demo;

import java.util.Optional;
import java.util.function.ToIntFunction;
import org.factfloor.demo.DemoSettings.Flapping;
import org.factfloor.demo.line.Frame;
import org.factfloor.demo.line.Frame.Slot;
import org.factfloor.demo.line.Line;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * Writes down what a connected client would have been told: each channel at its own pace and only where it shows
 * something new. Every stretch begins with a sample of each channel, so that it can be read without the one before.
 */
final class PastRecorder {

    private final int[] refs = new int[Frame.SLOTS.size()];
    private final Optional<Flapping> flapping;
    private final PastConsumer consumer;
    private final SampleBatch batch = new SampleBatch(DemoPlant.PAST_BATCH);
    private final Frame shown = new Frame();
    private final Frame told = new Frame();

    PastRecorder(ToIntFunction<String> refOf, Optional<Flapping> flapping, PastConsumer consumer) {
        for (int slot = 0; slot < refs.length; slot++) {
            refs[slot] = refOf.applyAsInt(Frame.SLOTS.get(slot).key());
        }
        this.flapping = flapping;
        this.consumer = consumer;
    }

    /**
     * Hands over the samples of [from, to), in seconds since 1970-01-01 UTC.
     *
     * @param line at or before {@code from}; it is run to {@code to}
     */
    void record(Line line, long from, long to) throws InterruptedException {
        while (line.second() < from) {
            line.step();
        }
        while (line.second() < to) {
            tell(line, line.second() == from);
            line.step();
        }
        handOver();
    }

    private void tell(Line line, boolean first) throws InterruptedException {
        long second = line.second();
        shown.read(line);
        for (int slot = 0; slot < refs.length; slot++) {
            Slot place = Frame.SLOTS.get(slot);
            boolean silent = silent(place, second);
            boolean silentBefore = !first && silent(place, second - 1);
            if (silent) {
                if (!silentBefore) {
                    add(slot, second, StatusCode.BAD_NO_COMMUNICATION);
                }
            } else if (first || silentBefore
                    || (second % place.channel().pastSeconds() == 0 && !shown.same(slot, told))) {
                told.take(slot, shown);
                add(slot, second, shown.status(slot));
            }
        }
    }

    private boolean silent(Slot slot, long second) {
        return flapping.isPresent() && flapping.get().machine().equals(slot.sheet().id())
                && flapping.get().closedAt(second);
    }

    private void add(int slot, long second, int status) throws InterruptedException {
        if (batch.size() == DemoPlant.PAST_BATCH) {
            handOver();
        }
        long time = second * Micros.PER_SECOND;
        if (status != StatusCode.GOOD) {
            batch.addNone(refs[slot], time, status);
            return;
        }
        switch (Frame.SLOTS.get(slot).channel().kind()) {
            case ANALOG -> batch.addNumber(refs[slot], time, shown.number(slot), status);
            case COUNTER, STATE -> batch.addWhole(refs[slot], time, shown.whole(slot), status);
            case TEXT -> batch.addText(refs[slot], time, shown.text(slot), status);
        }
    }

    private void handOver() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("telling the past was interrupted");
        }
        if (!batch.isEmpty()) {
            consumer.accept(batch);
            batch.clear();
        }
    }
}
