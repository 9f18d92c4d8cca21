package org.factfloor.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;

/**
 * A unit as OPC UA servers tell it (OPC 10000-8, 5.6.3): by its common code in UNECE Recommendation 20.
 *
 * @param commonCode of the recommendation, e.g. {@code CEL}
 * @param symbol how people write it, e.g. {@code °C}
 */
record EngineeringUnit(String commonCode, String symbol) {

    private static final String NAMESPACE = "http://www.opcfoundation.org/UA/units/un/cefact";

    private static final Map<String, EngineeringUnit> BY_UCUM = Map.ofEntries(Map.entry("%", unit("P1", "%")),
            Map.entry("/min", unit("RPM", "r/min")), Map.entry("mm/s", unit("C16", "mm/s")),
            Map.entry("mm/min", unit("H81", "mm/min")), Map.entry("mm", unit("MMT", "mm")),
            Map.entry("Cel", unit("CEL", "°C")), Map.entry("bar", unit("BAR", "bar")),
            Map.entry("kW", unit("KWT", "kW")), Map.entry("kW.h", unit("KWH", "kW·h")),
            Map.entry("A", unit("AMP", "A")),
            Map.entry("V", unit("VLT", "V")), Map.entry("Hz", unit("HTZ", "Hz")), Map.entry("kN", unit("B47", "kN")),
            Map.entry("N.m", unit("NU", "N·m")), Map.entry("s", unit("SEC", "s")), Map.entry("h", unit("HUR", "h")),
            Map.entry("ml/min", unit("41", "ml/min")), Map.entry("m3/min", unit("G53", "m³/min")));

    /** The unit with a UCUM code; empty for what the recommendation has no code for. */
    static Optional<EngineeringUnit> of(String ucum) {
        return Optional.ofNullable(BY_UCUM.get(ucum));
    }

    /** The unit as a server's property tells it. */
    EUInformation information() {
        int unitId = 0;
        for (byte letter : commonCode.getBytes(StandardCharsets.US_ASCII)) {
            unitId = unitId << 8 | letter;
        }
        return new EUInformation(NAMESPACE, unitId, LocalizedText.english(symbol), LocalizedText.english(symbol));
    }

    private static EngineeringUnit unit(String commonCode, String symbol) {
        return new EngineeringUnit(commonCode, symbol);
    }
}
