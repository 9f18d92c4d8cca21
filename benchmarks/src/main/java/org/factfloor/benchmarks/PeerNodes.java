package org.factfloor.benchmarks;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.core.ValueRanks;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode.UaVariableNodeBuilder;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * The variables of the peer, numbered from 0. A write goes straight to the item that watches the variable, so every write
 * is one notification; a server that samples by its own clock would skip some and send others late.
 */
final class PeerNodes extends ManagedNamespaceWithLifecycle {

    private final UaVariableNode[] nodes;
    private final AtomicReferenceArray<DataItem> items;

    PeerNodes(OpcUaServer server, int variables) {
        super(server, LivePlant.NAMESPACE);
        nodes = new UaVariableNode[variables];
        items = new AtomicReferenceArray<>(variables);
        getLifecycleManager().addStartupTask(this::build);
    }

    private void build() {
        for (int i = 0; i < nodes.length; i++) {
            boolean counter = i < LivePlant.SIGNALS
                    && i % LivePlant.SIGNALS_PER_MACHINE >= LivePlant.ANALOGUE_PER_MACHINE;
            nodes[i] = new UaVariableNodeBuilder(getNodeContext()).setNodeId(newNodeId(uint(LivePlant.node(i))))
                    .setBrowseName(newQualifiedName("v" + i)).setDisplayName(LocalizedText.english("v" + i))
                    .setDataType(counter ? NodeIds.Int32 : NodeIds.Double).setValueRank(ValueRanks.Scalar)
                    .setTypeDefinition(NodeIds.BaseDataVariableType)
                    .setValue(new DataValue(counter ? Variant.ofInt32(0) : Variant.ofDouble(0))).buildAndAdd();
            nodes[i].addReference(new Reference(nodes[i].getNodeId(), NodeIds.Organizes,
                    NodeIds.ObjectsFolder.expanded(), false));
        }
    }

    /** Writes a variable; returns whether somebody watches it. */
    boolean write(int variable, DataValue value) {
        nodes[variable].setValue(value);
        DataItem item = items.get(variable);
        if (item == null) {
            return false;
        }
        item.setValue(value);
        return true;
    }

    private static int variable(DataItem item) {
        return LivePlant.signal(((UInteger) item.getReadValueId().getNodeId().getIdentifier()).intValue());
    }

    @Override
    public void onDataItemsCreated(List<DataItem> created) {
        for (DataItem item : created) {
            item.setValue(nodes[variable(item)].getValue());
            items.set(variable(item), item);
        }
    }

    @Override
    public void onDataItemsModified(List<DataItem> modified) {}

    @Override
    public void onDataItemsDeleted(List<DataItem> deleted) {
        deleted.forEach(item -> items.compareAndSet(variable(item), item, null));
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> changed) {}
}
