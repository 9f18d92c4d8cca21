package org.factfloor.connectivity.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.factfloor.connectivity.Binding;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Feed;
import org.factfloor.plant.Connection;
import org.factfloor.plant.StatusCode;

/**
 * The signals of a connection as items of one subscription. An item's client handle is its signal's place in the list of
 * bindings. Items the server refuses are asked for again by {@link #createMissing}.
 */
final class MonitoredItems {

    /** The least a server should keep of one signal between two publish responses. */
    private static final int SHORTEST_QUEUE = 10;
    /** Ms; what reporting every change is taken for when queues are sized. */
    private static final double SHORTEST_SAMPLING = 10;

    private final OpcUaSession session;
    private final UInteger subscription;
    private final Connection connection;
    private final List<Binding> bindings;
    private final Feed feed;
    private final BitSet created = new BitSet();
    private final BitSet refused = new BitSet();

    MonitoredItems(OpcUaSession session, UInteger subscription, Connection connection, List<Binding> bindings,
            Feed feed) {
        this.session = session;
        this.subscription = subscription;
        this.connection = connection;
        this.bindings = bindings;
        this.feed = feed;
    }

    boolean isComplete() {
        return created.cardinality() == bindings.size();
    }

    /**
     * Creates the items that are not there yet, in requests the server can take, and tells of those it refuses.
     *
     * @param betweenRequests run after each request, so that what already arrives need not wait
     */
    void createMissing(Step betweenRequests) throws ConnectionFault, InterruptedException {
        NamespaceTable namespaces = session.await(session.client().readNamespaceTableAsync());
        List<Integer> handles = new ArrayList<>();
        List<MonitoredItemCreateRequest> requests = new ArrayList<>();
        for (int handle = created.nextClearBit(0); handle < bindings.size(); handle = created
                .nextClearBit(handle + 1)) {
            try {
                NodeId node = NodeAddress.resolve(bindings.get(handle).signal().address(), namespaces);
                handles.add(handle);
                requests.add(request(handle, node));
            } catch (NodeAddress.Unresolved e) {
                refuse(handle, e.isMalformed() ? StatusCode.BAD_NODE_ID_INVALID : StatusCode.BAD_NODE_ID_UNKNOWN,
                        e.getMessage());
            }
        }
        int chunk = session.limits().itemsPerCall();
        for (int from = 0; from < requests.size(); from += chunk) {
            int to = Math.min(from + chunk, requests.size());
            create(handles.subList(from, to), requests.subList(from, to));
            betweenRequests.run();
        }
    }

    private void create(List<Integer> handles, List<MonitoredItemCreateRequest> requests)
            throws ConnectionFault, InterruptedException {
        MonitoredItemCreateResult[] results = session
                .await(session.client().createMonitoredItemsAsync(subscription, TimestampsToReturn.Both, requests))
                .getResults();
        for (int i = 0; i < handles.size(); i++) {
            int handle = handles.get(i);
            int status = results != null && i < results.length
                    ? (int) results[i].getStatusCode().getValue()
                    : StatusCode.BAD_COMMUNICATION_ERROR;
            if (status >= 0) {
                created.set(handle);
                if (refused.get(handle)) {
                    refused.clear(handle);
                    feed.accepted(bindings.get(handle).ref());
                }
            } else {
                String address = bindings.get(handle).signal().address();
                refuse(handle, status, "the server refuses '" + address + "' (" + StatusCode.name(status) + "); "
                        + cure(status));
            }
        }
    }

    private void refuse(int handle, int status, String why) {
        refused.set(handle);
        feed.refused(bindings.get(handle).ref(), status, why);
    }

    private MonitoredItemCreateRequest request(int handle, NodeId node) {
        double sampling = bindings.get(handle).signal().samplingInterval().toNanos() / 1e6;
        double publishing = connection.publishingInterval().toNanos() / 1e6;
        double looks = Math.ceil(publishing / Math.max(sampling, SHORTEST_SAMPLING));
        int queue = Math.max(SHORTEST_QUEUE, 2 * (int) Math.min(looks, 10_000));
        return new MonitoredItemCreateRequest(
                new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE),
                MonitoringMode.Reporting,
                new MonitoringParameters(uint(handle), sampling, null, uint(queue), true));
    }

    private static String cure(int status) {
        return switch (status) {
            case StatusCode.BAD_NODE_ID_UNKNOWN, StatusCode.BAD_NODE_ID_INVALID ->
                "browse the machine and choose the value again";
            case StatusCode.BAD_NOT_READABLE -> "let the user of this connection read it";
            default -> "it is asked for again every 30 s";
        };
    }

    /** What a connector does between two requests. */
    interface Step {
        void run() throws ConnectionFault, InterruptedException;
    }
}
