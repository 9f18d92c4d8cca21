package org.factfloor.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.factfloor.demo.line.Channel;
import org.factfloor.demo.line.DemoCalendar;
import org.factfloor.demo.line.Line;
import org.factfloor.demo.line.MachineSheet;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;
import org.factfloor.production.WorkUnitSheet;
import org.factfloor.production.WorkUnitSheet.CounterOnly;
import org.factfloor.production.WorkUnitSheet.Manual;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;

/** Writes the simulated plant as {@code plant.yaml}, with a connection and a template for each machine. */
final class PlantYaml {

    /**
     * A line or group, the machines it has signals of, and its stations without.
     *
     * @param counting the machine at whose counter the line counts; empty for a group
     */
    private record Center(String id, Label name, String kind, String counting, List<String> machines,
            Map<String, Label> stations) {}

    private static final List<Center> CENTERS = List.of(
            new Center("pump-line", new Label("Pump line", "水泵线"), "productionLine", "assembly-1",
                    List.of("cnc-1", "robot-1", "imm-1", "assembly-1", "compressor-1", "meter-1"), Map.of()),
            new Center("parts-shop", new Label("Parts shop", "零件工段"), "productionUnit", "",
                    List.of("lathe-1", "press-1"),
                    Map.of()),
            new Center("packing", new Label("Packing", "包装"), "workCell", "", List.of(),
                    Map.of("bench-1", new Label("Packing bench", "包装台"))));

    private static final String SIMULATED_EN = " (simulated)";
    private static final String SIMULATED_ZH = "（模拟）";

    private final Map<String, String> endpoints;
    private final StringBuilder text = new StringBuilder();

    /** @param endpoints by machine */
    PlantYaml(Map<String, String> endpoints) {
        this.endpoints = endpoints;
    }

    String text() {
        text.setLength(0);
        text.append("# A simulated plant: nothing in it exists. It changes with each start of the demo.\n");
        text.append("factfloor: 1\n");
        enterprise();
        text.append("connections:\n");
        Line.SHEETS.forEach(this::connection);
        text.append("templates:\n");
        Line.SHEETS.forEach(this::template);
        return text.toString();
    }

    private void enterprise() {
        line(0, "enterprise:");
        line(2, "id: demo-plant");
        line(2, "name: " + simulated(new Label("Demo plant", "演示工厂")));
        line(2, "sites:");
        line(4, "- id: demo-site");
        line(6, "name: " + simulated(new Label("Demo site", "演示厂区")));
        line(6, "calendar:");
        line(8, "zone: " + DemoCalendar.CALENDAR.zone());
        line(8, "dayStart: " + quoted(DemoCalendar.CALENDAR.dayStart().toString()));
        line(8, "shifts:");
        DemoCalendar.WEEK.shifts().forEach(this::shift);
        line(8, "plannedStops:");
        for (PlannedStop stop : DemoCalendar.WEEK.plannedStops()) {
            line(10, "- {name: " + label(stop.name()) + ", from: " + quoted(stop.from().toString()) + ", to: "
                    + quoted(stop.to().toString()) + ", days: [" + days(stop.days()) + "]}");
        }
        line(6, "areas:");
        line(8, "- id: demo-hall");
        line(10, "name: " + simulated(new Label("Hall 1", "一号车间")));
        line(10, "workCenters:");
        CENTERS.forEach(this::center);
    }

    private void center(Center center) {
        line(12, "- id: " + center.id());
        line(14, "name: " + simulated(center.name()));
        line(14, "kind: " + center.kind());
        line(14, "workUnits:");
        Line.SHEETS.stream().filter(sheet -> center.machines().contains(sheet.id())).forEach(this::workUnit);
        center.stations().forEach((id, name) -> {
            line(16, "- id: " + id);
            line(18, "name: " + simulated(name));
            production(id);
        });
        if (!center.counting().isEmpty()) {
            line(14, "counting: {workUnit: " + center.counting() + "}");
        }
    }

    private void shift(Shift shift) {
        line(10, "- id: " + shift.id());
        line(12, "name: " + label(shift.name()));
        line(12, "from: " + quoted(shift.from().toString()));
        line(12, "to: " + quoted(shift.to().toString()));
        line(12, "days: [" + days(shift.days()) + "]");
        line(12, "breaks:");
        for (Break pause : shift.breaks()) {
            line(14, "- {name: " + label(pause.name()) + ", from: " + quoted(pause.from().toString()) + ", to: "
                    + quoted(pause.to().toString()) + (pause.runsThrough() ? ", runsThrough: true" : "") + "}");
        }
    }

    private void workUnit(MachineSheet<?> sheet) {
        line(16, "- id: " + sheet.id());
        line(18, "name: " + simulated(sheet.name()));
        line(18, "template: " + sheet.template());
        line(18, "connection: " + sheet.id());
        line(18, "parameters: {node: " + sheet.node() + "}");
        production(sheet.id());
    }

    private void production(String machine) {
        WorkUnitSheet sheet = DemoSheets.ALL.get(machine);
        line(18, "production:");
        if (sheet == null) {
            line(20, "role: " + (machine.equals("robot-1") ? "support" : "utility"));
            return;
        }
        line(20, "shortStopLimit: " + minutes(sheet.shortStopLimit()));
        switch (sheet.states()) {
            case PowerBands(double offBelow, double runningFrom) ->
                line(20, "power: {offBelow: " + offBelow + ", runningFrom: " + runningFrom + "}");
            case CounterOnly(long stopAfter) -> line(20, "stopAfter: " + minutes(stopAfter));
            case StateSignal _,Manual _ -> {
            }
        }
        sheet.counting().ifPresent(counting -> line(20, "count: {oneCount: " + word(counting.oneCount()) + "}"));
        if (!sheet.programs().isEmpty()) {
            line(20, "programs:");
            new TreeMap<>(sheet.programs()).forEach((program, product) -> line(22, quoted(program) + ": " + product));
        }
    }

    private static String minutes(long micros) {
        return micros / Micros.PER_MINUTE + "m";
    }

    private static String word(OneCount oneCount) {
        return switch (oneCount) {
            case CYCLE -> "cycle";
            case SHOT -> "shot";
            case PART -> "part";
            case GOOD_PART -> "goodPart";
        };
    }

    private void connection(MachineSheet<?> sheet) {
        line(2, "- id: " + sheet.id());
        line(4, "name: " + simulated(sheet.name()));
        line(4, "protocol: opcua");
        line(4, "endpoint: " + endpoints.get(sheet.id()));
        line(4, "security: none");
        line(4, "publishingInterval: 100ms");
        line(4, "clock: source");
    }

    private void template(MachineSheet<?> sheet) {
        line(2, "- id: " + sheet.template());
        line(4, "name: " + label(sheet.name()));
        line(4, "signals:");
        for (Channel<?> channel : sheet.channels()) {
            signal(sheet, channel);
        }
    }

    private void signal(MachineSheet<?> sheet, Channel<?> channel) {
        line(6, "- id: " + channel.id());
        line(8, "name: " + label(channel.name()));
        line(8, "kind: " + channel.kind().name().toLowerCase(Locale.ROOT));
        if (channel.role() != Role.NONE) {
            line(8, "role: " + channel.role().name().toLowerCase(Locale.ROOT));
        }
        if (!channel.unit().isEmpty()) {
            line(8, "unit: " + quoted(channel.unit()));
        }
        line(8, "address: " + quoted("nsu=" + sheet.namespaceUri() + ";s=${node}." + channel.node()));
        line(8, "samplingInterval: " + duration(channel.every()));
        channel.normal().ifPresent(band -> line(8, "normal: {low: " + band.low() + ", high: " + band.high() + "}"));
        if (!channel.states().isEmpty()) {
            line(8, "states:");
            channel.states().forEach(this::state);
        }
    }

    private void state(long code, State state) {
        line(10, code + ": {name: " + label(state.name()) + ", meaning: "
                + state.meaning().name().toLowerCase(Locale.ROOT) + "}");
    }

    private void line(int indent, String line) {
        text.repeat(' ', indent).append(line).append('\n');
    }

    private static String simulated(Label name) {
        return label(new Label(name.en() + SIMULATED_EN, name.zh() + SIMULATED_ZH));
    }

    private static String label(Label label) {
        return "{en: " + quoted(label.en()) + ", zh: " + quoted(label.zh()) + "}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String duration(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static String days(Set<DayOfWeek> days) {
        return days.stream().sorted().map(PlantYaml::day).collect(Collectors.joining(", "));
    }

    private static String day(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).toLowerCase(Locale.ROOT);
    }
}
