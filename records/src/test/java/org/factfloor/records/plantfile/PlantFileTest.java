package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.DayException.Kind;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.WorkCenter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantFileTest {

    private final PlantModel small = Samples.model(Samples.small());

    @Test
    void readsTheHierarchyWithItsNames() {
        assertThat(small.enterprise().name()).isEqualTo(new Label("Suzhou Precision", "苏州精工"));
        WorkCenter line = small.enterprise().sites().getFirst().areas().getFirst().workCenters().getFirst();
        assertThat(line.kind()).isEqualTo(WorkCenter.Kind.PRODUCTION_LINE);
        assertThat(line.name()).as("the id stands in for a name").isEqualTo(Label.of("line-1"));
        assertThat(small.workUnits()).extracting(unit -> unit.id()).containsExactly("cnc-1", "cnc-2");
        assertThat(small.workUnits().findFirst().orElseThrow().template()).contains("cnc");
    }

    @Test
    void readsTheCalendar() {
        Calendar calendar = small.enterprise().sites().getFirst().calendar();
        assertThat(calendar.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(calendar.dayStart()).isEqualTo(LocalTime.of(7, 0));
        Calendar.Shift day = calendar.plans().at(Long.MIN_VALUE).shifts().getFirst();
        assertThat(day.name()).isEqualTo(new Label("Day shift", "白班"));
        assertThat(day.breaks()).containsExactly(
                new Calendar.Break(Label.of("Lunch"), LocalTime.of(11, 30), LocalTime.of(12, 0), false));
        assertThat(calendar.plans().at(Long.MIN_VALUE).shifts().get(1).days())
                .isEqualTo(Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY,
                        DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY));
    }

    @Test
    void readsWhatChangesInACalendar() {
        Calendar calendar = CalendarFile.read("""
                zone: Asia/Shanghai
                dayStart: "07:00"
                shifts:
                  - {id: day, from: "07:00", to: "19:00", breaks: [{from: "11:30", to: "12:00", runsThrough: true}]}
                plannedStops: [{name: Cleaning, from: "18:00", to: "19:00", days: [fri]}, {from: "00:00", to: "00:30"}]
                exceptions:
                  - {from: 2026-10-01, to: 2026-10-07, name: National Day, kind: closed}
                  - {from: 2026-10-10, kind: worksAs, day: mon}
                changes:
                  - {validFrom: 2027-01-01, shifts: [{id: day, from: "08:00", to: "17:00"}]}
                """);
        Calendar.WeekPlan first = calendar.planOn(LocalDate.parse("2026-12-31"));
        assertThat(first.shifts()).singleElement().satisfies(shift -> assertThat(shift.breaks()).containsExactly(
                new Calendar.Break(new Label("Break", "休息"), LocalTime.of(11, 30), LocalTime.NOON, true)));
        assertThat(first.plannedStops()).containsExactly(
                new Calendar.PlannedStop(Label.of("Cleaning"), LocalTime.of(18, 0), LocalTime.of(19, 0),
                        Set.of(DayOfWeek.FRIDAY)),
                new Calendar.PlannedStop(new Label("Planned stop", "计划停机"), LocalTime.MIDNIGHT, LocalTime.of(0, 30),
                        Set.of(DayOfWeek.values())));
        // From 07:00 of 2027 on, when the first production day of the change begins.
        assertThat(calendar.plans().nextChange(0)).isEqualTo(Micros.of(Instant.parse("2026-12-31T23:00:00Z")));
        Calendar.WeekPlan later = calendar.planOn(LocalDate.parse("2027-01-01"));
        assertThat(later.shifts()).singleElement().extracting(Calendar.Shift::to).isEqualTo(LocalTime.of(17, 0));
        assertThat(later.plannedStops()).isEmpty();
        assertThat(calendar.exceptions()).containsExactly(
                new DayException(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-07"),
                        Label.of("National Day"), new Kind.Closed()),
                new DayException(LocalDate.parse("2026-10-10"), LocalDate.parse("2026-10-10"),
                        new Label("Make-up day", "调休上班"), new Kind.WorksAs(DayOfWeek.MONDAY)));
    }

    @Test
    void laysMachinesOverTemplatesOverTheTemplatesTheyExtend() {
        assertThat(small.signalsByKey().keySet()).containsExactlyInAnyOrder("cnc-1/state", "cnc-1/spindle-load",
                "cnc-2/state",
                "cnc-2/spindle-load", "cnc-2/coolant-temperature");
        assertThat(Samples.signal(small, "cnc-1/state"))
                .isEqualTo(new Signal("cnc-1", "state", Label.of("state"), SignalKind.STATE,
                        Signal.Role.STATE, "", "cnc-1", "nsu=urn:factfloor:demo;s=CNC1.State", Duration.ofMillis(100),
                        Optional.empty(),
                        new TreeMap<>(Map.of(0L, new Signal.State(new Label("Off", "关机"), Signal.Meaning.OFF), 1L,
                                new Signal.State(new Label("Idle", "待机"), Signal.Meaning.IDLE), 2L,
                                new Signal.State(new Label("Running", "运行"), Signal.Meaning.RUNNING)))));
        Signal load = Samples.signal(small, "cnc-2/spindle-load");
        assertThat(load.samplingInterval()).as("given by the machine").isEqualTo(Duration.ofSeconds(1));
        assertThat(load.normal()).as("given by the template").contains(new Signal.Band(10, 85));
        assertThat(load.address()).isEqualTo("nsu=urn:factfloor:demo;s=CNC2.SpindleLoad");
    }

    @Test
    void fillsDefaultsFromTheConnection() {
        assertThat(Samples.signal(small, "cnc-2/coolant-temperature").samplingInterval())
                .isEqualTo(Duration.ofMillis(500));
        assertThat(small.connections().getFirst()).isEqualTo(new Connection("cnc-1", Label.of("cnc-1"), "opcua",
                "opc.tcp://127.0.0.1:4840", Connection.Security.NONE, Optional.empty(), Optional.empty(),
                Duration.ofMillis(100), Connection.Clock.SOURCE, Optional.empty()));
    }

    @Test
    void readsTheSameWithWindowsLineEndsAndAByteOrderMark() {
        assertThat(Samples.model("\uFEFF" + Samples.small().replace("\n", "\r\n"))).isEqualTo(small);
    }

    @Test
    void readsAnchorsWithinLimits() {
        String anchored = Samples.small().replace("parameters: {node: CNC1}", "parameters: &one {node: CNC1}")
                .replace("parameters: {node: CNC2}", "parameters: *one");
        assertThat(Samples.signal(Samples.model(anchored), "cnc-2/state").address())
                .isEqualTo("nsu=urn:factfloor:demo;s=CNC1.State");
    }

    @Test
    void takesQuotedAndUnquotedTextsForTheSame() {
        String numbers = Samples.small().replace("id: line-1", "id: 1").replace("{node: CNC1}", "{node: 1001}");
        PlantModel model = Samples.model(numbers);
        assertThat(Samples.signal(model, "cnc-1/state").address()).endsWith("s=1001.State");
    }

    @Test
    void readsTheExampleOfItsReferencePage() throws Exception {
        String page = Files.readString(Path.of("../docs/reference/plant-yaml.md"));
        int start = page.indexOf("```yaml\n") + 8;
        assertThat(Samples.model(page.substring(start, page.indexOf("```", start))).signalsByKey()).containsOnlyKeys(
                "cnc-1/state", "cnc-1/spindle-load", "cnc-1/coolant-temperature");
        for (Shape shape : Shape.values()) {
            assertThat(shape.keys()).allSatisfy(key -> assertThat(page).contains(key));
        }
    }

    @Test
    void takesUnitsFromUcum() {
        for (String unit : new String[]{"%", "kW.h", "Cel", "m3/h", "{piece}", "/min", "[degF]", "kg{CO2eq}/(kW.h)",
                "mm/s",
                "[psi]", "", "1"}) {
            String yaml = Samples.small().replace("unit: Cel", "unit: \"" + unit + "\"");
            assertThat(Samples.signal(Samples.model(yaml), "cnc-2/coolant-temperature").unit()).isEqualTo(unit);
        }
    }

    @Test
    void knowsItsCommonUnitsFromTheStandard() {
        assertThat(Units.COMMON).allMatch(Units::parses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nsu=urn:factfloor:demo;s=A b/c.d", "ns=4;i=1001", "i=2258", "s=Speed", "ns=2;b=AQID",
            "ns=1;g=09087e75-8e5e-499b-954f-f2a9603db28a"})
    void acceptsTheFormsOfANodeId(String address) {
        assertThat(Samples.signal(Samples.model(Samples.small().replace("ns=2;s=Coolant", '"' + address + '"')),
                "cnc-2/coolant-temperature").address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Speed", "ns=2", "ns=2;Speed", "nsu=urn:x", "ns=x;s=Speed", "i=abc", "s=", "g=12"})
    void refusesWhatIsNoNodeId(String address) {
        assertThat(PlantFile.read(Samples.small().replace("ns=2;s=Coolant", '"' + address + '"'), "plant.yaml"))
                .isInstanceOfSatisfying(PlantFile.Invalid.class,
                        invalid -> assertThat(invalid.problems()).singleElement().satisfies(problem -> assertThat(
                                problem.message()).contains("is not an OPC UA node id")));
    }
}
