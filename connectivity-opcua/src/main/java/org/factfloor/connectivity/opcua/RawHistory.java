package org.factfloor.connectivity.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.factfloor.connectivity.Binding;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.SourceTime;
import org.factfloor.plant.SampleBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads raw values of the past (OPC 10000-11, 6.5.3), some nodes at a time and page by page. A server's continuation points
 * are used up or released. Used by one thread.
 */
final class RawHistory {

    private static final int VALUES = 2_000;
    /** Severity and code of a status; what is below tells that a value is raw. */
    private static final int CODE = 0xFFFF_0000;
    /** What a server tells of a node whose past it will not tell another time either; all else may pass. */
    private static final Set<Long> LASTING = Set.of(StatusCodes.Bad_HistoryOperationUnsupported,
            StatusCodes.Bad_HistoryOperationInvalid, StatusCodes.Bad_NotSupported, StatusCodes.Bad_UserAccessDenied,
            StatusCodes.Bad_NodeIdUnknown, StatusCodes.Bad_NodeIdInvalid, StatusCodes.Bad_NotReadable,
            StatusCodes.Bad_NoData);

    private final OpcUaSession session;

    RawHistory(OpcUaSession session) {
        this.session = session;
    }

    /** Takes pages of samples; the batch is used again. */
    @FunctionalInterface
    interface Sink {
        void accept(SampleBatch batch) throws InterruptedException;
    }

    /** A node that is being read, and where its next page begins. */
    private static final class Cursor {
        private final Binding binding;
        private final NodeId node;
        private ByteString more = ByteString.NULL_VALUE;
        private long from;

        Cursor(Binding binding, NodeId node, long from) {
            this.binding = binding;
            this.node = node;
            this.from = from;
        }
    }

    /**
     * What came of reading.
     *
     * @param refused nodes of which the server does not tell its values
     * @param postponed nodes of which it could not tell all now, as where it has no continuation points left
     */
    record Outcome(List<Binding> refused, List<Binding> postponed) {}

    /** Reads all values of some nodes in [from, to), µs of the server's clock. */
    Outcome read(Map<Binding, NodeId> nodes, long from, long to, Sink sink)
            throws ConnectionFault, InterruptedException {
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        List<Cursor> left = new ArrayList<>();
        nodes.forEach((binding, node) -> left.add(new Cursor(binding, node, from)));
        SampleBatch batch = new SampleBatch(VALUES);
        try {
            while (!left.isEmpty()) {
                // Pages that continue differ in where they begin; those of one beginning go together.
                long start = left.stream().mapToLong(cursor -> cursor.from).min().orElse(from);
                List<Cursor> asked = left.stream().filter(cursor -> cursor.from == start).toList();
                HistoryReadResult[] results = ask(asked, start, to, false);
                for (int i = 0; i < asked.size(); i++) {
                    HistoryReadResult result = results != null && i < results.length ? results[i] : null;
                    if (!take(asked.get(i), result, batch, sink, outcome)) {
                        left.remove(asked.get(i));
                    }
                }
            }
        } finally {
            release(left);
        }
        return outcome;
    }

    private HistoryReadResult @Nullable [] ask(List<Cursor> cursors, long from, long to, boolean release)
            throws ConnectionFault, InterruptedException {
        List<HistoryReadValueId> ids = cursors.stream()
                .map(cursor -> new HistoryReadValueId(cursor.node, null, QualifiedName.NULL_VALUE, cursor.more))
                .toList();
        return session.await(session.client().historyReadAsync(
                new ReadRawModifiedDetails(false, Times.of(from), Times.of(to), uint(VALUES), false),
                TimestampsToReturn.Both, release, ids)).getResults();
    }

    /** Hands over a page; false where it was the last one. */
    private boolean take(Cursor cursor, @Nullable HistoryReadResult result, SampleBatch batch, Sink sink,
            Outcome outcome) throws ConnectionFault, InterruptedException {
        if (result == null || result.getStatusCode().isBad()) {
            boolean lasts = result != null && LASTING.contains(result.getStatusCode().getValue());
            (lasts ? outcome.refused() : outcome.postponed()).add(cursor.binding);
            cursor.more = ByteString.NULL_VALUE;
            return false;
        }
        Object decoded = result.getHistoryData() == null
                ? null
                : result.getHistoryData().decode(session.client().getStaticEncodingContext());
        DataValue[] values = decoded instanceof HistoryData data ? data.getDataValues() : null;
        batch.clear();
        long last = SourceTime.ABSENT;
        for (DataValue value : values == null ? new DataValue[0] : values) {
            long time = Times.micros(value.getSourceTime());
            time = time == SourceTime.ABSENT ? Times.micros(value.getServerTime()) : time;
            if (time != SourceTime.ABSENT) {
                ValueReader.append(batch, cursor.binding.ref(), time, cursor.binding.signal().kind(),
                        value.getValue().getValue(), (int) value.getStatusCode().getValue() & CODE);
                last = Math.max(last, time);
            }
        }
        if (!batch.isEmpty()) {
            sink.accept(batch);
        }
        cursor.more = result.getContinuationPoint() == null ? ByteString.NULL_VALUE : result.getContinuationPoint();
        if (!cursor.more.isNullOrEmpty()) {
            return true;
        }
        cursor.more = ByteString.NULL_VALUE;
        // A server without continuation points gives as much as was asked for; the rest is asked for behind it.
        boolean cut = values != null && values.length >= VALUES && last > cursor.from;
        cursor.from = cut ? last : cursor.from;
        return cut;
    }

    private void release(List<Cursor> left) {
        List<Cursor> open = left.stream().filter(cursor -> !cursor.more.isNullOrEmpty()).toList();
        if (!open.isEmpty()) {
            List<HistoryReadValueId> ids = open.stream()
                    .map(cursor -> new HistoryReadValueId(cursor.node, null, QualifiedName.NULL_VALUE, cursor.more))
                    .toList();
            // Sent and not waited for: the session may be ending.
            var sent = session.client().historyReadAsync(
                    new ReadRawModifiedDetails(false, Times.of(0), Times.of(0), uint(0), false),
                    TimestampsToReturn.Neither, true, ids);
            sent.exceptionally(_ -> null);
        }
    }
}
