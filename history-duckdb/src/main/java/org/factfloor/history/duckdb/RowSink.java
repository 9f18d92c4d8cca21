package org.factfloor.history.duckdb;

import org.factfloor.plant.SampleBatch;

/** Takes rows one after another; the batch they come in is used again afterwards. */
@FunctionalInterface
interface RowSink {

    void accept(SampleBatch rows, int i);
}
