package org.factfloor.connectivity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.factfloor.plant.SampleBatch;
import org.jspecify.annotations.Nullable;

/** A sink that keeps everything it is told, in order. Safe for many threads. */
public final class RecordingSink implements SampleSink {

    private final List<String> calls = new ArrayList<>();
    private final SampleBatch samples = new SampleBatch();
    private final List<Long> retimed = new ArrayList<>();
    private int alive;
    private @Nullable RuntimeException failure;
    private long lastClosed;
    private long lastAlive;

    @Override
    public synchronized void opened(String connection, List<Integer> refs, long at) {
        calls.add("opened " + connection);
    }

    @Override
    public synchronized void accept(String connection, SampleBatch batch, long receivedAt) {
        RuntimeException toThrow = failure;
        failure = null;
        if (toThrow != null) {
            throw toThrow;
        }
        for (int i = 0; i < batch.size(); i++) {
            samples.addFrom(batch, i);
        }
        calls.add("accept " + connection + " " + batch.size());
    }

    @Override
    public synchronized void retimed(int ref, long time) {
        retimed.add(time);
    }

    @Override
    public synchronized void alive(String connection, long at) {
        alive++;
        lastAlive = at;
    }

    @Override
    public synchronized void closed(String connection, long lastProofOfLife) {
        calls.add("closed " + connection);
        lastClosed = lastProofOfLife;
    }

    /** Fails to take the next samples. */
    public synchronized void failNext(RuntimeException defect) {
        failure = defect;
    }

    /** The calls but {@code alive}, e.g. {@code accept cnc-1 3}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** How often a connection opened or closed. */
    public synchronized long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    public synchronized int alive() {
        return alive;
    }

    /** Times of samples that were filed under another one than their source gave. */
    public synchronized List<Long> retimed() {
        return List.copyOf(retimed);
    }

    public synchronized long lastAlive() {
        return lastAlive;
    }

    public synchronized long lastClosed() {
        return lastClosed;
    }

    /** A copy of all samples, in the order they came. */
    public synchronized SampleBatch samples() {
        return copy(row -> true);
    }

    /** A copy of one signal's samples, in the order they came. */
    public synchronized SampleBatch samples(int ref) {
        return copy(row -> samples.signal(row) == ref);
    }

    private SampleBatch copy(IntPredicate rows) {
        SampleBatch copy = new SampleBatch();
        for (int i = 0; i < samples.size(); i++) {
            if (rows.test(i)) {
                copy.addFrom(samples, i);
            }
        }
        return copy;
    }
}
