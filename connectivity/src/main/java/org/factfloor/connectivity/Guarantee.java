package org.factfloor.connectivity;

/** What a connection can promise about samples taken while it is down. */
public enum Guarantee {
    /** The source keeps them and we ask from where we stopped (MTConnect, an edge box). */
    RESUMABLE,
    /** The source sends again until we acknowledge (MQTT QoS ≥ 1, an import). */
    ACKNOWLEDGED,
    /** The source keeps a history, from which we fill what we missed (OPC UA with history read). */
    HISTORIZED,
    /** They are lost: an outage is a known gap with a from and a to (Modbus, OPC UA without history read). */
    LIVE_ONLY
}
