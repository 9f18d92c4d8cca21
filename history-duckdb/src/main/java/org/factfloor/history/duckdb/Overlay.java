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
    private long lastSettled = Long.MIN_VALUE;
    private boolean inOrder = true;

    Overlay(SampleBatch hot, RowSink sink) {
        this.hot = hot;
        this.sink = sink;
    }

    @Override
    public void accept(SampleBatch settled, int i) {
        long time = settled.time(i);
        inOrder &= time > lastSettled;
        if (!inOrder) {
            return;
        }
        lastSettled = time;
        while (next < hot.size() && hot.time(next) < time) {
            sink.accept(hot, next++);
        }
        if (next == hot.size() || hot.time(next) != time) {
            sink.accept(settled, i);
        }
    }

    /** Whether the settled rows came in time order; if not, what was passed on is of no use. */
    boolean inOrder() {
        return inOrder;
    }

    void finish() {
        while (next < hot.size()) {
            sink.accept(hot, next++);
        }
    }
}
