package org.factfloor.history.duckdb;

import org.factfloor.plant.SampleBatch;

/**
 * Lays hot rows over settled rows of one signal, both in time order. Of two rows at one time the hot one is passed on: it
 * came later and won, or it is the same row seen on its way from hot to settled.
 */
final class Overlay implements RowSink {

    private final SampleBatch hot;
    private final RowSink sink;
    private int next;

    Overlay(SampleBatch hot, RowSink sink) {
        this.hot = hot;
        this.sink = sink;
    }

    @Override
    public void accept(SampleBatch settled, int i) {
        long time = settled.time(i);
        while (next < hot.size() && hot.time(next) < time) {
            sink.accept(hot, next++);
        }
        if (next == hot.size() || hot.time(next) != time) {
            sink.accept(settled, i);
        }
    }

    void finish() {
        while (next < hot.size()) {
            sink.accept(hot, next++);
        }
    }
}
