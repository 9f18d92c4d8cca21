package org.factfloor.connectivity.opcua;

import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.opcua.Faults.Stage;

/**
 * How much one request may ask of a server: what it says itself, and never more than we want to wait for at once.
 *
 * @param itemsPerCall monitored items in one request, 1 to 1,000
 * @param nodesPerRead values in one request, 1 to 1,000
 * @param nodesPerBrowse nodes in one request, 1 to 100
 * @param nodesPerHistoryRead nodes in one request, 1 to 100
 */
record ServerLimits(int itemsPerCall, int nodesPerRead, int nodesPerBrowse, int nodesPerHistoryRead) {

    /** Reads them; a server that does not tell has none. */
    static ServerLimits read(OpcUaClient client, Faults faults) throws ConnectionFault, InterruptedException {
        List<DataValue> told = OpcUaSession.await(client.readValuesAsync(0, TimestampsToReturn.Neither, List.of(
                NodeIds.Server_ServerCapabilities_OperationLimits_MaxMonitoredItemsPerCall,
                NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead,
                NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerBrowse,
                NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerHistoryReadData)), faults, Stage.OPENING);
        return new ServerLimits(atMost(1_000, told.get(0)), atMost(1_000, told.get(1)), atMost(100, told.get(2)),
                atMost(100, told.get(3)));
    }

    private static int atMost(int ours, DataValue told) {
        // 0 means no limit.
        return told.getValue().getValue() instanceof Number number && number.longValue() > 0
                ? (int) Math.min(ours, number.longValue())
                : ours;
    }
}
