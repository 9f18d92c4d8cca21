package org.factfloor.demo;

import static java.util.Objects.requireNonNull;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/** A client's session with one of the simulated servers. */
final class ClientSession implements AutoCloseable {

    private final OpcUaClient client;

    ClientSession(String endpoint) throws UaException {
        client = OpcUaClient.create(endpoint);
        client.connect();
    }

    OpcUaClient client() {
        return client;
    }

    NodeId nodeId(String address) {
        return ExpandedNodeId.parse(address).toNodeId(client.getNamespaceTable()).orElseThrow();
    }

    DataValue read(String address) throws UaException {
        return read(nodeId(address));
    }

    Instant sourceTime(String address) throws UaException {
        return requireNonNull(read(address).sourceTime()).getJavaInstant();
    }

    /** The structures a variable's properties hold, by name. */
    Map<String, Object> properties(String address) throws UaException {
        BrowseDescription description = new BrowseDescription(nodeId(address), BrowseDirection.Forward,
                NodeIds.HasProperty, true, uint(0), uint(BrowseResultMask.All.getValue()));
        Map<String, Object> properties = new TreeMap<>();
        for (ReferenceDescription property : requireNonNull(client.browse(description).getReferences())) {
            NodeId node = property.getNodeId().toNodeId(client.getNamespaceTable()).orElseThrow();
            ExtensionObject value = (ExtensionObject) requireNonNull(read(node).value().value());
            properties.put(requireNonNull(property.getBrowseName().name()),
                    value.decode(client.getStaticEncodingContext()));
        }
        return properties;
    }

    @Override
    public void close() throws UaException {
        client.disconnect();
    }

    private DataValue read(NodeId node) throws UaException {
        ReadValueId value = new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE);
        return requireNonNull(client.read(0, TimestampsToReturn.Both, List.of(value)).getResults())[0];
    }
}
