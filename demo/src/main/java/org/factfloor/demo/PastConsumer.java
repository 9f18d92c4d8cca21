package org.factfloor.demo;

import org.factfloor.plant.SampleBatch;

/** Takes the samples of the simulated past. */
@FunctionalInterface
public interface PastConsumer {

    /**
     * Takes a part of an hour; within the hour, time ascends from batch to batch.
     *
     * @param batch at most {@link DemoPlant#PAST_BATCH} samples; the caller clears and fills it again afterwards
     */
    void accept(SampleBatch batch) throws InterruptedException;

    /**
     * Hears that everything from a second on has been handed over.
     *
     * @param second since 1970-01-01 UTC
     */
    default void reached(long second) {}
}
