package org.factfloor.records.plantfile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.measure.format.MeasurementParseException;
import systems.uom.ucum.format.UCUMFormat;
import systems.uom.ucum.internal.format.TokenException;
import systems.uom.ucum.internal.format.TokenMgrError;

/** Checks codes of the Unified Code for Units of Measure (case-sensitive), and remembers those it has seen. */
final class Units {

    /**
     * Codes most plants get by with. They are known to parse, which spares the start of the server the third of a
     * second the library of units takes to load.
     */
    static final Set<String> COMMON = Set.of("", "1", "%", "Cel", "K", "s", "min", "h", "ms", "m", "mm", "um", "g",
            "kg",
            "t", "l", "L", "m3", "A", "mA", "V", "W", "kW", "W.h", "kW.h", "V.A", "kV.A", "Hz", "bar", "mbar", "Pa",
            "kPa", "MPa", "N", "kN", "N.m", "m/s", "mm/s", "mm/min", "m/min", "m3/h", "l/min", "L/min", "kg/h", "/min",
            "1/min", "{piece}", "{piece}/h", "{rpm}", "deg");

    /** What people write for units that have another code. */
    private static final Map<String, String> HABITS = Map.ofEntries(Map.entry("°C", "Cel"), Map.entry("℃", "Cel"),
            Map.entry("degC", "Cel"), Map.entry("°F", "[degF]"), Map.entry("°", "deg"), Map.entry("kWh", "kW.h"),
            Map.entry("Wh", "W.h"), Map.entry("MWh", "MW.h"), Map.entry("VA", "V.A"), Map.entry("kVA", "kV.A"),
            Map.entry("Nm", "N.m"), Map.entry("rpm", "/min"), Map.entry("r/min", "/min"), Map.entry("m³", "m3"),
            Map.entry("m³/h", "m3/h"), Map.entry("μm", "um"), Map.entry("µm", "um"), Map.entry("Ω", "Ohm"),
            Map.entry("psi", "[psi]"), Map.entry("ppm", "[ppm]"), Map.entry("pcs", "{piece}"),
            Map.entry("piece", "{piece}"), Map.entry("pieces", "{piece}"), Map.entry("件", "{piece}"),
            Map.entry("sec", "s"), Map.entry("hr", "h"), Map.entry("percent", "%"));

    private static final int LONGEST = 60;

    private final Map<String, Boolean> seen = new HashMap<>();

    /** Whether the code is a UCUM unit; the empty code is a pure number. */
    boolean valid(String code) {
        return COMMON.contains(code) || (code.length() <= LONGEST && seen.computeIfAbsent(code, Units::parses));
    }

    /** The code for a unit that people often write in another way. */
    static Optional<String> codeFor(String habit) {
        return Optional.ofNullable(HABITS.get(habit));
    }

    static boolean parses(String code) {
        try {
            UCUMFormat.getInstance(UCUMFormat.Variant.CASE_SENSITIVE).parse(code);
            return true;
        } catch (TokenException | TokenMgrError | MeasurementParseException | IllegalArgumentException
                | ArithmeticException refused) {
            return false;
        }
    }
}
