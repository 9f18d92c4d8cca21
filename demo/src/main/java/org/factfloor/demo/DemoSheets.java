package org.factfloor.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.factfloor.demo.line.Line;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Standard;
import org.factfloor.production.Standard.Origin;
import org.factfloor.production.WorkUnitSheet;
import org.factfloor.production.WorkUnitSheet.CounterOnly;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.Manual;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;
import org.factfloor.production.WorkUnitSheet.StateSource;

/** How the simulated machines that make something are read, and how fast they are said to be. */
public final class DemoSheets {

    /** Who confirmed the standards. */
    public static final String ENGINEER = "Liu Yang 刘洋 (simulated)";

    /** By machine. */
    public static final Map<String, WorkUnitSheet> ALL = List.of(
            sheet("cnc-1", states("cnc-1"), Optional.of(OneCount.GOOD_PART), 5,
                    Map.of("O1201 HOUSING-A", "housing-a", "O1202 HOUSING-B", "housing-b")),
            sheet("imm-1", states("imm-1"), Optional.of(OneCount.SHOT), 5, Map.of("M118 COVER", "cover")),
            sheet("assembly-1", states("assembly-1"), Optional.of(OneCount.PART), 5,
                    Map.of("PUMP-A 3.2", "pump-a", "PUMP-B 1.7", "pump-b")),
            sheet("lathe-1", new PowerBands(0.3, 2.5), Optional.of(OneCount.PART), 5, Map.of()),
            sheet("press-1", new CounterOnly(5 * Micros.PER_MINUTE), Optional.of(OneCount.PART), 2, Map.of()),
            sheet("bench-1", new Manual(), Optional.empty(), 5, Map.of()))
            .stream().collect(Collectors.toUnmodifiableMap(WorkUnitSheet::workUnit, sheet -> sheet));

    /** Names by id. */
    public static final Map<String, Label> PRODUCTS = Map.of("housing-a", new Label("Housing A", "壳体 A"), "housing-b",
            new Label("Housing B", "壳体 B"), "cover", new Label("Valve cover", "阀盖"), "pump-a",
            new Label("Pump A", "水泵 A"), "pump-b", new Label("Pump B", "水泵 B"), "packed-pump",
            new Label("Packed pump", "包装水泵"), "shaft", new Label("Shaft", "泵轴"), "bracket-left",
            new Label("Bracket, left", "支架（左）"), "bracket-right", new Label("Bracket, right", "支架（右）"));

    private DemoSheets() {}

    /** The sheet of a machine that makes something. */
    static WorkUnitSheet of(String machine) {
        return Optional.ofNullable(ALL.get(machine))
                .orElseThrow(() -> new IllegalArgumentException(machine + " makes nothing"));
    }

    /**
     * The standards; that of the press was guessed and is too slow.
     *
     * @param validFrom µs since 1970-01-01 UTC
     */
    public static List<Standard> standards(long validFrom) {
        return List.of(standard("housing-a", "cnc-1", validFrom, 46, 1, 65, Origin.MEASURED),
                standard("housing-b", "cnc-1", validFrom, 46, 1, 65, Origin.MEASURED),
                standard("cover", "imm-1", validFrom, 41, 8, 640, Origin.CALCULATED),
                standard("pump-a", "assembly-1", validFrom, 40, 1, 65, Origin.MEASURED),
                standard("pump-b", "assembly-1", validFrom, 40, 1, 65, Origin.MEASURED),
                standard("shaft", "lathe-1", validFrom, 98, 1, 34, Origin.CALCULATED),
                standard("bracket-left", "press-1", validFrom, 10.6, 1, 300, Origin.GUESSED),
                standard("bracket-right", "press-1", validFrom, 10.6, 1, 300, Origin.GUESSED),
                standard("packed-pump", "bench-1", validFrom, 45, 1, 60, Origin.MEASURED));
    }

    /** The planned cycle of a machine, µs; the same for all it makes. */
    static long cycle(String machine) {
        return standards(0).stream().filter(standard -> standard.workUnit().equals(machine)).findFirst().orElseThrow()
                .planned().cycle();
    }

    private static Standard standard(String product, String machine, long validFrom, double cycleSeconds, int parts,
            int targetPerHour, Origin origin) {
        return new Standard(product, machine, Optional.empty(), validFrom,
                new PlannedCycle(Math.round(cycleSeconds * Micros.PER_SECOND), parts * 1_000L, targetPerHour * 1_000L,
                        true),
                origin, Optional.of(ENGINEER));
    }

    private static WorkUnitSheet sheet(String machine, StateSource states, Optional<OneCount> oneCount,
            int shortStopMinutes, Map<String, String> programs) {
        return new WorkUnitSheet(machine, states,
                oneCount.map(count -> new Counting(count, 1_000, OptionalLong.empty(), 10_000)), programs,
                shortStopMinutes * Micros.PER_MINUTE);
    }

    private static StateSignal states(String machine) {
        Map<Long, Signal.Meaning> meanings = new HashMap<>();
        Line.SHEETS.stream().filter(sheet -> sheet.id().equals(machine))
                .flatMap(sheet -> sheet.channels().stream())
                .filter(channel -> channel.role() == Signal.Role.STATE)
                .forEach(channel -> channel.states().forEach((code, state) -> meanings.put(code, state.meaning())));
        return new StateSignal(meanings);
    }
}
