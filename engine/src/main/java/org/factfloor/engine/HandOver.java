package org.factfloor.engine;

import java.util.Map;
import org.factfloor.intake.AppliedListener;
import org.factfloor.plant.SampleBatch;

/**
 * Where the thread that applies to history leaves rows of machines for the engine. It never waits: what does not fit is let
 * go, and the engine is told to read it from history.
 */
final class HandOver implements AppliedListener {

    private final int most;
    private volatile Routes routes = Routes.NONE;
    private SampleBatch waiting = new SampleBatch();
    /** Whether rows among those that wait have changed a past; one flag for all is enough. */
    private boolean changedPast;
    private boolean overflown;
    private Map<String, Long> proofs = Map.of();
    private boolean heard;

    /**
     * An empty place.
     *
     * @param most rows that may wait
     */
    HandOver(int most) {
        this.most = most;
    }

    /** Everything that came since it was taken last. */
    record Delivery(SampleBatch rows, boolean changedPast, boolean overflown, Map<String, Long> proofs,
            boolean heard) {}

    Routes routes() {
        return routes;
    }

    /** Rows of other signals are not for the engine. */
    void setRoutes(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void applied(SampleBatch batch, boolean changed, Map<String, Long> lastProofs) {
        Routes to = routes;
        synchronized (this) {
            proofs = lastProofs;
            heard = true;
            changedPast |= changed;
            for (int i = 0; i < batch.size(); i++) {
                if (to.leadsOn(batch.signal(i))) {
                    add(batch, i);
                }
            }
        }
    }

    private void add(SampleBatch batch, int i) {
        if (waiting.size() < most) {
            waiting.addFrom(batch, i);
        } else {
            overflown = true;
        }
    }

    synchronized Delivery take() {
        Delivery delivery = new Delivery(waiting, changedPast, overflown, proofs, heard);
        if (!waiting.isEmpty()) {
            waiting = new SampleBatch();
        }
        changedPast = false;
        overflown = false;
        return delivery;
    }
}
