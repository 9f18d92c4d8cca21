package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Connection.Clock;
import org.factfloor.plant.Connection.Security;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.WorkUnit;
import org.junit.jupiter.api.Test;

/** Edits change the lines they are about, and no other. */
class PlantEditsTest {

    private static final Connection PRESS = new Connection("press-7", new Label("Press 7", "冲床 7"), "opcua",
            "opc.tcp://10.0.0.7:4840", Security.BASIC256SHA256, Optional.of("factfloor"), Optional.of("press-7"),
            Duration.ofSeconds(1), Clock.SKEW_CORRECTED, Optional.of("hall-2"));
    private static final NewSignal SPEED = new NewSignal("speed", new Label("Speed", "速度"), SignalKind.ANALOG,
            Signal.Role.NONE, "/min", "ns=2;s=Speed", Optional.of(Duration.ofSeconds(2)));

    private final String small = Samples.small();

    /** What an edit did to a text: lines it took (-) and lines it put (+), by a longest common subsequence. */
    private static List<String> changes(String before, String after) {
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> changes = new java.util.ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                i++;
                j++;
            } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
                changes.add("-" + a.get(i++));
            } else {
                changes.add("+" + b.get(j++));
            }
        }
        return changes;
    }

    @Test
    void addsAConnectionBehindTheOthers() {
        String edited = PlantEdits.addConnection(small, PRESS);
        assertThat(Samples.model(edited).connection("press-7")).contains(PRESS);
        assertThat(changes(small, edited)).containsExactly("+  - id: press-7", "+    name: {en: Press 7, zh: 冲床 7}",
                "+    protocol: opcua", "+    endpoint: opc.tcp://10.0.0.7:4840", "+    security: basic256sha256",
                "+    user: factfloor", "+    passwordSecret: press-7", "+    publishingInterval: 1s",
                "+    clock: skewCorrected", "+    edge: hall-2");
        assertThat(edited).contains("    passwordSecret: cnc-2\n  - id: press-7");
    }

    @Test
    void rewritesOnlyTheFieldsOfAConnectionThatDiffer() {
        Connection moved = new Connection("cnc-2", new Label("CNC 2", "数控 2"), "opcua", "opc.tcp://10.0.0.9:4840",
                Security.NONE, Optional.of("factfloor"), Optional.of("cnc-2"), Duration.ofMillis(250), Clock.SOURCE,
                Optional.empty());
        String edited = PlantEdits.setConnection(small, moved);
        assertThat(changes(small, edited)).containsExactly(
                "-    endpoint: opc.tcp://127.0.0.1:4841   # the second port", "-    security: basic256sha256",
                "+    endpoint: opc.tcp://10.0.0.9:4840   # the second port", "+    publishingInterval: 250ms");
        PlantModel model = Samples.model(edited);
        assertThat(model.connection("cnc-2")).contains(moved);
        assertThat(Samples.signal(model, "cnc-2/state").samplingInterval()).as("follows its connection")
                .isEqualTo(Duration.ofMillis(250));
        assertThat(Samples.signal(model, "cnc-2/spindle-load").samplingInterval()).as("has its own")
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leavesAConnectionAloneThatIsSetToWhatItIs() {
        for (Connection connection : Samples.model(small).connections()) {
            assertThat(PlantEdits.setConnection(small, connection)).isEqualTo(small);
        }
    }

    @Test
    void removesAConnectionWithItsSignalsAndKeepsTheMachine() {
        String edited = PlantEdits.removeConnection(small, "cnc-2");
        assertThat(changes(small, edited)).containsExactly("-                  template: cnc",
                "-                  connection: cnc-2", "-                  parameters: {node: CNC2}",
                "-                  signals:", "-                    # this one is slower",
                "-                    - id: spindle-load", "-                      samplingInterval: 1s",
                "-                    - id: coolant-temperature", "-                      kind: analog",
                "-                      unit: Cel", "-                      address: ns=2;s=Coolant", "-  - id: cnc-2",
                "-    name: {en: CNC 2, zh: 数控 2}", "-    protocol: opcua",
                "-    endpoint: opc.tcp://127.0.0.1:4841   # the second port", "-    security: basic256sha256",
                "-    user: factfloor", "-    passwordSecret: cnc-2");
        assertThat(Samples.model(edited).workUnits()).extracting(WorkUnit::id).containsExactly("cnc-1", "cnc-2");
    }

    @Test
    void removesTheLastConnectionToo() {
        String edited = PlantEdits.removeConnection(PlantEdits.removeConnection(small, "cnc-1"), "cnc-2");
        assertThat(edited).contains("connections: []\n").contains("# behind the gateway");
        assertThat(Samples.model(edited).signals()).isEmpty();
        assertThat(Samples.model(PlantEdits.addConnection(edited, PRESS)).connections()).containsExactly(PRESS);
    }

    @Test
    void keepsSignalsOtherConnectionsDeliver() {
        String two = PlantEdits.addSignals(small, "cnc-1", "cnc-2", Optional.empty(), List.of(SPEED));
        assertThat(changes(small, two)).contains("+                      connection: cnc-1");
        PlantModel model = Samples.model(PlantEdits.removeConnection(two, "cnc-2"));
        assertThat(model.signals().filter(signal -> signal.workUnit().equals("cnc-2"))).singleElement()
                .satisfies(signal -> assertThat(signal.key()).isEqualTo("cnc-2/speed"));
    }

    @Test
    void addsSignalsToAMachineBehindThoseItHas() {
        String edited = PlantEdits.addSignals(small, "cnc-2", "cnc-2", Optional.empty(), List.of(SPEED));
        assertThat(changes(small, edited)).containsExactly("+                    - id: speed",
                "+                      name: {en: Speed, zh: 速度}", "+                      kind: analog",
                "+                      unit: \"/min\"", "+                      address: \"ns=2;s=Speed\"",
                "+                      samplingInterval: 2s");
        assertThat(edited).contains("address: ns=2;s=Coolant\n                    - id: speed");
    }

    @Test
    void addsSignalsToAMachineWithoutAny() {
        String edited = PlantEdits.addSignals(small, "cnc-1", "cnc-1", Optional.empty(), List.of(SPEED));
        assertThat(edited)
                .contains("parameters: {node: CNC1}\n                  signals:\n                    - id: speed");
    }

    @Test
    void addsAMachineWithItsSignals() {
        String edited = PlantEdits.addSignals(small, "cnc-1", "press-7",
                Optional.of(new NewWorkUnit(Label.of("Press 7: #1"), Optional.empty())), List.of(SPEED));
        assertThat(changes(small, edited)).startsWith("+                - id: press-7",
                "+                  name: \"Press 7: #1\"", "+                  connection: cnc-1",
                "+                  signals:");
        assertThat(Samples.signal(Samples.model(edited), "press-7/speed").connection()).isEqualTo("cnc-1");
    }

    @Test
    void addsAMachineToTheWorkCenterThatIsNamed() {
        String two = small.replace("          workCenters:\n",
                "          workCenters:\n            - id: cell-2\n              kind: workCell\n              workUnits: []\n");
        NewWorkUnit robot = new NewWorkUnit(Label.of("Robot"), Optional.of("cell-2"));
        assertThat(Samples.model(PlantEdits.addSignals(two, "cnc-1", "robot", Optional.of(robot), List.of(SPEED)))
                .workUnits()).extracting(WorkUnit::id).containsExactly("robot", "cnc-1", "cnc-2");
    }

    @Test
    void startsWithAPlantThatTakesEverythingAPersonAdds() {
        String empty = PlantEdits.emptyPlant("苏州精工", ZoneId.of("Asia/Shanghai"));
        String connected = PlantEdits.addConnection(empty, PRESS);
        String edited = PlantEdits.addSignals(connected, "press-7", "press-7",
                Optional.of(new NewWorkUnit(Label.of("Press 7"), Optional.empty())), List.of(SPEED));
        PlantModel model = Samples.model(edited);
        assertThat(model.enterprise().name()).isEqualTo(Label.of("苏州精工"));
        assertThat(model.signalsByKey()).containsOnlyKeys("press-7/speed");
        assertThat(Samples.model(PlantEdits.emptyPlant(" ", ZoneId.of("UTC"))).enterprise().name())
                .isEqualTo(new Label("My plant", "我的工厂"));
    }

    @Test
    void editsWhatIsWrittenOnOneLine() {
        String flow = """
                {factfloor: 1, enterprise: {id: f, sites: [{id: s, calendar: {zone: UTC}, areas: [{id: a, workCenters: [
                  {id: l, workUnits: [{connection: c1, id: u1, signals: [{id: x, kind: analog, address: "s=x"}]}, {id: u2}]}]}]}]},
                 connections: [{id: c1, protocol: opcua, endpoint: "opc.tcp://h:1"}, {user: me, id: c2, protocol: opcua, endpoint: "opc.tcp://h:2"}]} # all
                """;
        String added = PlantEdits.addSignals(flow, "c2", "u2", Optional.empty(), List.of(SPEED));
        added = PlantEdits.addSignals(added, "c2", "u1", Optional.empty(), List.of(SPEED));
        added = PlantEdits.addConnection(added, PRESS);
        assertThat(added).endsWith("} # all\n");
        String set = PlantEdits.setConnection(added, new Connection("c2", Label.of("Two"), "opcua", "opc.tcp://h:3",
                Security.NONE, Optional.empty(), Optional.empty(), Duration.ofSeconds(9), Clock.RECEIVED,
                Optional.empty()));
        String removed = PlantEdits.removeConnection(set, "c1");
        assertThat(Samples.model(removed).signalsByKey()).containsOnlyKeys("u1/speed", "u2/speed");
        assertThat(Samples.model(PlantEdits.removeConnection(removed, "c2")).connections()).extracting(Connection::id)
                .containsExactly("press-7");
    }

    @Test
    void keepsTheLineEndsOfTheFile() {
        String windows = small.replace("\n", "\r\n");
        String edited = PlantEdits.removeConnection(PlantEdits.addConnection(windows, PRESS), "cnc-2");
        assertThat(edited.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
        assertThat(edited.replace("\r\n", "\n"))
                .isEqualTo(PlantEdits.removeConnection(PlantEdits.addConnection(small, PRESS), "cnc-2"));
    }

    @Test
    void editsAFileWithoutALineBreakAtItsEnd() {
        String text = "factfloor: 1\nenterprise: {id: f, sites: [{id: s, calendar: {zone: UTC}}]}\nconnections:\n- {id: c, protocol: opcua, endpoint: 'opc.tcp://h:1'} # 🔧 end";
        String edited = PlantEdits.addConnection(text, PRESS);
        assertThat(edited).startsWith(text + "\n- id: press-7\n");
        assertThat(Samples.model(edited).connections()).hasSize(2);
    }

    @Test
    void placesEditsRightBehindCharactersBeyondTheBasicPlane() {
        String text = small.replace("# Our plant", "# 🏭🏭🏭 Our plant").replace("name: Suzhou\n", "name: 🏭 Suzhou\n");
        assertThat(changes(text, PlantEdits.addConnection(text, PRESS)))
                .isEqualTo(changes(small, PlantEdits.addConnection(small, PRESS)));
    }

    @Test
    void refusesToChangeWhatAnAnchorSharesWithSomethingElse() {
        String anchored = small.replace("parameters: {node: CNC1}",
                "parameters: {node: CNC1}\n                  signals: &own\n                    - {id: extra, kind: text, address: s=e}")
                .replace("                  parameters: {node: CNC2}\n                  signals:\n",
                        "                  parameters: {node: CNC2}\n                  signals: *own\n                - id: cnc-3\n                  template: cnc\n                  connection: cnc-2\n                  parameters: {node: CNC3}\n                  signals:\n");
        Samples.model(anchored);
        assertThatThrownBy(() -> PlantEdits.addSignals(anchored, "cnc-2", "cnc-2", Optional.empty(), List.of(SPEED)))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("repeats an anchor");
        assertThatThrownBy(() -> PlantEdits.addSignals(anchored, "cnc-1", "cnc-1", Optional.empty(), List.of(SPEED)))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("change the file by hand");
    }

    @Test
    void refusesWhatHasNoPlaceOrIsThereAlready() {
        assertThatThrownBy(() -> PlantEdits.addConnection(small, Samples.model(small).connections().getFirst()))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("already");
        assertThatThrownBy(() -> PlantEdits.setConnection(small, PRESS)).isInstanceOf(PlantEditException.class)
                .hasMessage("there is no connection press-7; name another one");
        assertThatThrownBy(() -> PlantEdits.removeConnection(small, "x")).isInstanceOf(PlantEditException.class);
        assertThatThrownBy(() -> PlantEdits.addSignals(small, "cnc-1", "cnc-9", Optional.empty(), List.of(SPEED)))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("there is no machine cnc-9");
        assertThatThrownBy(
                () -> PlantEdits.addSignals(small, "cnc-1", "cnc-1", Optional.empty(), List.of(SPEED, SPEED)))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("speed already");
        assertThatThrownBy(() -> PlantEdits.addConnection("factfloor: 1\n", PRESS))
                .isInstanceOf(PlantEditException.class)
                .hasMessageContaining("problems that must be mended first");
    }

    @Test
    void tellsWhatWouldBeWrongWithTheResult() {
        NewSignal odd = new NewSignal("speed", Label.of("Speed"), SignalKind.ANALOG, Signal.Role.NONE, "furlongs",
                "ns=2;s=Speed",
                Optional.empty());
        assertThatThrownBy(() -> PlantEdits.addSignals(small, "cnc-1", "cnc-1", Optional.empty(), List.of(odd)))
                .isInstanceOfSatisfying(PlantEditException.class,
                        refused -> assertThat(refused.problems()).singleElement()
                                .satisfies(problem -> assertThat(problem.path()).endsWith("signals[0].unit")));
    }

    private static NewSignal used(String id, SignalKind kind, Signal.Role role) {
        return new NewSignal(id, Label.of(id), kind, role, "", "ns=2;s=" + id, Optional.empty());
    }

    private String press(NewSignal... signals) {
        return PlantEdits.addSignals(small, "cnc-1", "press-7",
                Optional.of(new NewWorkUnit(Label.of("Press 7"), Optional.empty())), List.of(signals));
    }

    @Test
    void writesWhatASignalIsUsedFor() {
        String edited = press(used("mode", SignalKind.STATE, Signal.Role.STATE),
                used("parts", SignalKind.COUNTER, Signal.Role.COUNT));
        assertThat(changes(small, edited)).containsSubsequence("+                      kind: state",
                "+                      role: state", "+                      kind: counter",
                "+                      role: count");
        assertThat(Samples.signal(Samples.model(edited), "press-7/parts").role()).isEqualTo(Signal.Role.COUNT);
    }

    @Test
    void refusesASecondSignalOfARoleThatAMachineHasOnce() {
        NewSignal mode = used("mode", SignalKind.STATE, Signal.Role.STATE);
        assertThatThrownBy(() -> PlantEdits.addSignals(small, "cnc-1", "cnc-1", Optional.empty(), List.of(mode)))
                .isInstanceOf(PlantEditException.class)
                .hasMessageContaining("cnc-1 has the signal state with role state already");
        assertThatThrownBy(() -> press(used("a", SignalKind.COUNTER, Signal.Role.COUNT),
                used("b", SignalKind.COUNTER, Signal.Role.COUNT)))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("give b another role or none");
    }

    @Test
    void refusesARoleThatDoesNotFitTheKind() {
        assertThatThrownBy(() -> press(used("parts", SignalKind.ANALOG, Signal.Role.COUNT)))
                .isInstanceOf(PlantEditException.class)
                .hasMessageContaining("the signal parts of kind analog cannot have role count");
        assertThatThrownBy(() -> press(used("mode", SignalKind.TEXT, Signal.Role.STATE)))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("change its kind or its role");
    }

    private static final SortedMap<Long, Signal.State> MEANINGS = new TreeMap<>(
            Map.of(3L, new Signal.State(new Label("Fault", "故障"), Signal.Meaning.STOPPED),
                    -1L, new Signal.State(Label.of("Run"), Signal.Meaning.RUNNING)));

    @Test
    void saysWhatCodesMeanOverATemplateForOneMachine() {
        String one = PlantEdits.setStates(small, "cnc-1/state", MEANINGS);
        assertThat(changes(small, one)).containsExactly("+                  signals:",
                "+                    - id: state", "+                      states:",
                "+                        -1: {name: Run, meaning: running}",
                "+                        3: {name: {en: Fault, zh: 故障}, meaning: stopped}");
        assertThat(Samples.signal(Samples.model(one), "cnc-1/state").states()).isEqualTo(MEANINGS);
        assertThat(Samples.signal(Samples.model(one), "cnc-2/state").states()).hasSize(3);
        String none = PlantEdits.setStates(one, "cnc-1/state", new TreeMap<>());
        assertThat(Samples.signal(Samples.model(none), "cnc-1/state").states()).isEmpty();
        assertThat(changes(small, PlantEdits.setStates(small, "cnc-2/state", MEANINGS)))
                .noneMatch(line -> line.startsWith("-"));
    }

    @Test
    void saysWhatCodesOfAMachinesOwnSignalMean() {
        String pressed = press(used("mode", SignalKind.STATE, Signal.Role.STATE));
        String edited = PlantEdits.setStates(pressed, "press-7/mode", MEANINGS);
        assertThat(changes(pressed, edited)).hasSize(3).allMatch(line -> line.startsWith("+"));
        assertThat(Samples.signal(Samples.model(edited), "press-7/mode").states()).isEqualTo(MEANINGS);
    }

    @Test
    void refusesMeaningsOfWhatIsNoState() {
        assertThatThrownBy(() -> PlantEdits.setStates(small, "cnc-1/spindle-load", MEANINGS))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("has kind analog");
        assertThatThrownBy(() -> PlantEdits.setStates(small, "cnc-1/none", MEANINGS))
                .isInstanceOf(PlantEditException.class).hasMessageContaining("there is no signal cnc-1/none");
    }

    @Test
    void makesIdsFromNames() {
        assertThat(PlantEdits.idFor("Spindle Load (%)", "signal", Set.of())).isEqualTo("spindle-load");
        assertThat(PlantEdits.idFor("SpindleLoad", "signal", Set.of())).isEqualTo("spindle-load");
        assertThat(PlantEdits.idFor("主轴负载", "signal", Set.of())).isEqualTo("signal");
        assertThat(PlantEdits.idFor("主轴负载", "signal", Set.of("signal", "signal-2"))).isEqualTo("signal-3");
        assertThat(PlantEdits.idFor("x".repeat(90), "signal", Set.of())).hasSize(50);
    }
}
