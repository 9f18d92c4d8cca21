package org.factfloor.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.SampleSink;
import org.factfloor.history.History;
import org.factfloor.plant.SampleBatch;

/** Takes samples over, makes them durable, then shows them and hands them to history. Safe for many threads. */
public final class Intake implements SampleSink, AutoCloseable {

    private final LiveBoard board = new LiveBoard();

    private Intake() {}

    /**
     * Opens the journal, writes down the silence that a crash left, and starts.
     *
     * @param history belongs to the caller, who closes it after the intake
     * @throws IntakeException if the journal cannot be opened
     */
    public static Intake open(IntakeSettings settings, History history, InstantSource clock) {
        throw new UnsupportedOperationException();
    }

    /** Shows the newest sample history has of each of these signals on the board. */
    public void seed(List<Integer> signals) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void opened(String connection, List<Integer> refs, long at) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void accept(String connection, SampleBatch batch, long receivedAt) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void alive(String connection, long at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void closed(String connection, long lastProofOfLife) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes over samples of the past and returns when they are durable. Gives way to live samples.
     *
     * @throws IntakeException if they were refused, for lack of disk space
     */
    public void backfill(SampleBatch batch) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** The newest durable sample of each signal. */
    public LiveBoard board() {
        return board;
    }

    public IntakeCounts counts() {
        throw new UnsupportedOperationException();
    }

    /** What keeps samples from being taken or applied, in one sentence; empty when all is well. */
    public Optional<String> fault() {
        throw new UnsupportedOperationException();
    }

    /**
     * Waits until history holds every sample taken over before this call.
     *
     * @return false if that took longer than {@code timeout}
     */
    public boolean awaitApplied(Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Writes down the silence of what is still open, makes everything durable, applies it and stops. */
    @Override
    public void close() {}
}
