package org.factfloor.connectivity.opcua;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.factfloor.connectivity.Binding;
import org.factfloor.connectivity.Feed;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.Signal;
import org.factfloor.plant.StatusCode;
import org.jspecify.annotations.Nullable;

/** Turns data change notifications into samples, in their order. Used by one thread. */
final class Notifications {

    private final List<Binding> bindings;
    private final Feed feed;
    private final SampleBatch batch = new SampleBatch(1_024);
    /** Signals whose newest value does not fit their kind. */
    private final BitSet unfit = new BitSet();
    private long[] serverTimes = new long[1_024];

    Notifications(List<Binding> bindings, Feed feed) {
        this.bindings = bindings;
        this.feed = feed;
    }

    void handOver(MonitoredItemNotification @Nullable [] changes) throws InterruptedException {
        if (changes == null || changes.length == 0) {
            return;
        }
        batch.clear();
        if (serverTimes.length < changes.length) {
            serverTimes = Arrays.copyOf(serverTimes, changes.length);
        }
        for (MonitoredItemNotification change : changes) {
            int handle = change.getClientHandle().intValue();
            if (handle >= 0 && handle < bindings.size()) {
                serverTimes[batch.size()] = Times.micros(change.getValue().getServerTime());
                add(handle, change.getValue());
            }
        }
        feed.deliver(batch, serverTimes);
    }

    private void add(int handle, DataValue data) {
        Binding binding = bindings.get(handle);
        Object value = data.getValue().getValue();
        boolean fits = ValueReader.append(batch, binding.ref(), Times.micros(data.getSourceTime()),
                binding.signal().kind(), value, (int) data.getStatusCode().getValue());
        if (!fits && value != null) {
            unfit.set(handle);
            feed.refused(binding.ref(), StatusCode.BAD_TYPE_MISMATCH, misfit(binding.signal(), value));
        } else if (unfit.get(handle)) {
            unfit.clear(handle);
            feed.accepted(binding.ref());
        }
    }

    private static String misfit(Signal signal, Object value) {
        String shown = ValueReader.text(value)
                .map(text -> " '" + (text.length() > 40 ? text.substring(0, 40) : text) + "'")
                .orElse("");
        return signal.key() + ": its source sends a value of type " + value.getClass().getSimpleName() + shown
                + ", which does not fit a signal of kind " + signal.kind() + "; change the kind or the address";
    }
}
