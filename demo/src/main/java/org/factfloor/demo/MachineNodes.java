package org.factfloor.demo;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.core.ValueRanks;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.model.variables.AnalogItemType;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode.UaVariableNodeBuilder;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.factfloor.demo.line.Channel;
import org.factfloor.demo.line.Frame;
import org.factfloor.demo.line.MachineSheet;

/**
 * The address space of one machine: {@code Objects / CNC1 / Spindle / Load}, the node ids being {@code CNC1.Spindle.Load}
 * in the machine's namespace. Analog variables carry their engineering unit and, where one is known, their normal range.
 */
final class MachineNodes extends ManagedNamespaceWithLifecycle {

    private final MachineSheet<?> sheet;
    private final SubscriptionModel subscriptions;
    private final List<UaVariableNode> variables = new ArrayList<>();

    MachineNodes(OpcUaServer server, MachineSheet<?> sheet) {
        super(server, sheet.namespaceUri());
        this.sheet = sheet;
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(this::build);
    }

    /** Sets all variables; on a whole second all of them, in between the fast ones. */
    void publish(Frame frame, Frame next, int firstSlot, double fraction, Instant time) {
        DateTime sourceTime = new DateTime(time);
        for (int i = 0; i < variables.size(); i++) {
            Channel<?> channel = sheet.channels().get(i);
            if (fraction == 0 || channel.isFast()) {
                variables.get(i).setValue(value(channel, frame, next, firstSlot + i, fraction, sourceTime));
            }
        }
    }

    private static DataValue value(Channel<?> channel, Frame frame, Frame next, int slot, double fraction,
            DateTime sourceTime) {
        if (frame.status(slot) != org.factfloor.plant.StatusCode.GOOD) {
            return new DataValue(Variant.NULL_VALUE, new StatusCode(frame.status(slot)), sourceTime, sourceTime);
        }
        Variant value = new Variant(switch (channel.wire()) {
            case DOUBLE -> frame.numberBetween(slot, next, fraction);
            case INT32 -> (int) frame.whole(slot);
            case UINT32 -> uint(frame.whole(slot));
            case UINT16 -> ushort((int) frame.whole(slot));
            case BOOLEAN -> frame.whole(slot) != 0;
            case STRING -> frame.text(slot);
        });
        return new DataValue(value, StatusCode.GOOD, sourceTime, sourceTime);
    }

    private void build() {
        Map<String, UaFolderNode> folders = new HashMap<>();
        UaFolderNode machine = folder(sheet.node(), sheet.node(), sheet.name().en());
        machine.addReference(
                new Reference(machine.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
        for (Channel<?> channel : sheet.channels()) {
            int dot = channel.node().indexOf('.');
            UaFolderNode parent = dot < 0
                    ? machine
                    : folders.computeIfAbsent(channel.node().substring(0, dot), part -> {
                        UaFolderNode component = folder(sheet.node() + "." + part, part, part);
                        machine.addOrganizes(component);
                        return component;
                    });
            UaVariableNode variable = variable(channel);
            parent.addOrganizes(variable);
            variables.add(variable);
        }
    }

    private UaFolderNode folder(String identifier, String browseName, String displayName) {
        UaFolderNode folder = new UaFolderNode(getNodeContext(), newNodeId(identifier), newQualifiedName(browseName),
                LocalizedText.english(displayName));
        getNodeManager().addNode(folder);
        return folder;
    }

    private UaVariableNode variable(Channel<?> channel) {
        UaVariableNode variable = new UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(sheet.node() + "." + channel.node()))
                .setBrowseName(newQualifiedName(channel.node().substring(channel.node().indexOf('.') + 1)))
                .setDisplayName(LocalizedText.english(channel.name().en()))
                .setDescription(new LocalizedText("zh", channel.name().zh())).setDataType(dataType(channel))
                .setValueRank(ValueRanks.Scalar)
                .setMinimumSamplingInterval(channel.isFast() ? 100.0 : 1_000.0)
                .setTypeDefinition(
                        channel.normal().isPresent() ? NodeIds.AnalogItemType : NodeIds.BaseDataVariableType)
                .setValue(new DataValue(Variant.NULL_VALUE,
                        new StatusCode(org.factfloor.plant.StatusCode.BAD_WAITING_FOR_INITIAL_DATA)))
                .buildAndAdd();
        EngineeringUnit.of(channel.unit()).ifPresent(unit -> variable.setEngineeringUnits(unit.information()));
        channel.normal()
                .ifPresent(band -> variable.setProperty(AnalogItemType.EU_RANGE, new Range(band.low(), band.high())));
        return variable;
    }

    private static NodeId dataType(Channel<?> channel) {
        return switch (channel.wire()) {
            case DOUBLE -> NodeIds.Double;
            case INT32 -> NodeIds.Int32;
            case UINT32 -> NodeIds.UInt32;
            case UINT16 -> NodeIds.UInt16;
            case BOOLEAN -> NodeIds.Boolean;
            case STRING -> NodeIds.String;
        };
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }
}
