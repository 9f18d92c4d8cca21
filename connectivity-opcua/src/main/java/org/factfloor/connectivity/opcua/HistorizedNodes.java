package org.factfloor.connectivity.opcua;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.factfloor.connectivity.Binding;
import org.factfloor.connectivity.ConnectionFault;

/** Finds out of which signals a server keeps a history that we may read. */
final class HistorizedNodes {

    /** Bit of the access level: values of the past may be read (OPC 10000-3, 8.57). */
    private static final int HISTORY_READ = 4;

    private HistorizedNodes() {}

    /** The nodes the server is collecting values of, and lets us read them, by their bindings. */
    static Map<Binding, NodeId> find(OpcUaSession session, List<Binding> bindings)
            throws ConnectionFault, InterruptedException {
        NamespaceTable namespaces = session.await(session.client().readNamespaceTableAsync());
        List<Binding> asked = new ArrayList<>();
        List<NodeId> nodes = new ArrayList<>();
        List<ReadValueId> requests = new ArrayList<>();
        for (Binding binding : bindings) {
            try {
                NodeId node = NodeAddress.resolve(binding.signal().address(), namespaces);
                asked.add(binding);
                nodes.add(node);
                requests.add(attribute(node, AttributeId.UserAccessLevel));
                requests.add(attribute(node, AttributeId.Historizing));
            } catch (NodeAddress.Unresolved e) {
                // Told where it is subscribed.
            }
        }
        List<DataValue> values = Browser.inChunks(requests, session.limits().nodesPerRead(), chunk -> {
            ReadResponse answer = session.await(session.client().readAsync(0, TimestampsToReturn.Neither, chunk));
            DataValue[] results = answer.getResults();
            return results == null ? List.of() : List.of(results);
        });
        Map<Binding, NodeId> historized = new TreeMap<>(Comparator.comparingInt(Binding::ref));
        for (int i = 0; i < asked.size() && 2 * i + 1 < values.size(); i++) {
            boolean readable = values.get(2 * i).getValue().getValue() instanceof UByte access
                    && (access.intValue() & HISTORY_READ) != 0;
            if (readable && Boolean.TRUE.equals(values.get(2 * i + 1).getValue().getValue())) {
                historized.put(asked.get(i), nodes.get(i));
            }
        }
        return historized;
    }

    private static ReadValueId attribute(NodeId node, AttributeId attribute) {
        return new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE);
    }
}
