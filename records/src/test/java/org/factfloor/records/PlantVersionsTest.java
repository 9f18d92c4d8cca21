package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.records.PlantVersions.Outcome;
import org.factfloor.records.PlantVersions.Proposal;
import org.factfloor.records.plantfile.NewSignal;
import org.factfloor.records.plantfile.NewWorkUnit;
import org.factfloor.records.plantfile.PlantDiff;
import org.factfloor.records.plantfile.PlantEdits;
import org.junit.jupiter.api.Test;

class PlantVersionsTest extends RecordsFixture {

    private static final Connection CNC = new Connection("cnc-1", Label.of("CNC 1"), "opcua", "opc.tcp://10.0.0.7:4840",
            Connection.Security.NONE, Optional.empty(), Optional.empty(), Duration.ofMillis(100),
            Connection.Clock.SOURCE, Optional.empty());
    private final String empty = PlantEdits.emptyPlant("Suzhou", ZoneId.of("Asia/Shanghai"));
    private final String connected = PlantEdits.addConnection(empty, CNC);
    private final String machine = PlantEdits.addSignals(connected, "cnc-1", "cnc-1",
            Optional.of(new NewWorkUnit(Label.of("CNC 1"), Optional.empty())),
            List.of(signal("load"), signal("speed")));

    private static NewSignal signal(String id) {
        return new NewSignal(id, Label.of(id), SignalKind.ANALOG, Signal.Role.NONE, "%", "ns=2;s=" + id,
                Optional.empty());
    }

    private PlantVersion applied(String yaml) {
        Outcome outcome = records.plants().apply(yaml, "anna", "");
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return ((Outcome.Applied) outcome).version();
    }

    @Test
    void givesBackEachVersionToTheByte() {
        String odd = "# odd\r\n" + empty.replace("\n", "   # 备注 🏭\r\n") + "\r\n\r\n";
        assertThat(records.plants().current()).isEmpty();
        assertThat(applied(empty).number()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(applied(odd).number()).isEqualTo(2);
        reopen();
        assertThat(records.plants().current()).hasValueSatisfying(version -> {
            assertThat(version.yaml()).isEqualTo(odd);
            assertThat(version.at()).isEqualTo("2026-11-24T08:01:00.123456Z");
            assertThat(version.author()).isEqualTo("anna");
        });
        assertThat(records.plants().version(1)).map(PlantVersion::yaml).contains(empty);
        assertThat(records.plants().version(3)).isEmpty();
        assertThat(records.plants().list(10)).extracting(PlantVersion.Header::number).containsExactly(2, 1);
        assertThat(records.plants().list(1)).extracting(PlantVersion.Header::number).containsExactly(2);
    }

    @Test
    void tellsTheDifferenceBeforeAndWhenItApplies() {
        applied(connected);
        Outcome preview = records.plants().preview(machine);
        assertThat(records.plants().list(10)).as("a preview writes nothing").hasSize(1);
        assertThat(preview).isInstanceOfSatisfying(Outcome.Preview.class, seen -> assertThat(seen.diff().changes())
                .extracting(PlantDiff.Change::kind, PlantDiff.Change::path)
                .containsExactly(tuple(PlantDiff.Kind.ADDED, "workUnits[cnc-1]"),
                        tuple(PlantDiff.Kind.ADDED, "workUnits[cnc-1].signals[load]"),
                        tuple(PlantDiff.Kind.ADDED, "workUnits[cnc-1].signals[speed]")));
        Outcome outcome = records.plants().apply(machine, "anna", "the first machine");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Applied.class,
                done -> assertThat(done.diff()).isEqualTo(((Outcome.Preview) preview).diff()));
    }

    @Test
    void writesTheDifferenceToTheAudit() {
        applied(machine);
        records.plants().apply(new Proposal(machine.replace("unit: \"%\"", "unit: Cel"), "ben", "10.0.0.5", "warmer",
                OptionalInt.of(1)));
        Audit.Entry entry = records.audit().page(OptionalLong.empty(), 1).getFirst();
        assertThat(entry.actor()).isEqualTo("ben");
        assertThat(entry.source()).isEqualTo("10.0.0.5");
        assertThat(entry.action()).isEqualTo("plant.apply");
        assertThat(entry.object()).isEqualTo("plant version 2");
        assertThat(entry.detail()).contains("\"comment\":\"warmer\"",
                "\"path\":\"workUnits[cnc-1].signals[load].unit\"",
                "\"before\":\"%\"", "\"after\":\"Cel\"");
        assertThat(records.audit().verify()).isTrue();
    }

    @Test
    void writesNothingForTheSameTextAgain() {
        applied(empty);
        assertThat(records.plants().apply(empty, "anna", "")).isInstanceOf(Outcome.Unchanged.class);
        assertThat(records.plants().preview(empty)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(records.plants().list(10)).hasSize(1);
        assertThat(records.audit().page(OptionalLong.empty(), 10)).hasSize(1);
    }

    @Test
    void keepsAVersionThatOnlySaysItInOtherWords() {
        applied(empty);
        assertThat(records.plants().apply("# a comment\n" + empty, "anna", "")).isInstanceOfSatisfying(
                Outcome.Applied.class, done -> assertThat(done.diff().changes()).isEmpty());
        assertThat(records.plants().list(10)).hasSize(2);
    }

    @Test
    void writesNothingForAFileWithProblems() {
        applied(empty);
        String bad = machine.replace("kind: analog", "kind: analogue");
        assertThat(records.plants().apply(bad, "anna", "")).isInstanceOfSatisfying(Outcome.Rejected.class,
                rejected -> assertThat(rejected.problems()).hasSize(2)
                        .allSatisfy(problem -> assertThat(problem.nearest()).contains("analog")));
        assertThat(records.plants().preview(bad)).isInstanceOf(Outcome.Rejected.class);
        assertThat(records.plants().list(10)).hasSize(1);
        assertThat(records.signals().all()).isEmpty();
    }

    @Test
    void noticesThatSomebodyElseAppliedFirst() {
        applied(empty);
        applied(connected);
        assertThat(records.plants().apply(new Proposal(machine, "anna", "", "", OptionalInt.of(1))))
                .isEqualTo(new Outcome.Conflict(2));
        assertThat(records.plants().apply(new Proposal(machine, "anna", "", "", OptionalInt.of(2))))
                .isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void letsOneOfManyProposalsOnOneVersionWin() throws Exception {
        applied(machine);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> proposals = IntStream.range(0, 8)
                    .<Callable<Outcome>>mapToObj(i -> () -> records.plants().apply(
                            new Proposal("# " + i + "\n" + machine, "user" + i, "", "", OptionalInt.of(1))))
                    .toList();
            int won = 0;
            for (Future<Outcome> outcome : threads.invokeAll(proposals)) {
                won += outcome.get() instanceof Outcome.Applied ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(records.plants().current()).map(PlantVersion::number).contains(2);
    }

    @Test
    void appliesAllProposalsThatAreBasedOnNoVersion() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> proposals = IntStream.range(0, 8)
                    .<Callable<Outcome>>mapToObj(
                            i -> () -> records.plants().apply("# " + i + "\n" + machine, "anna", ""))
                    .toList();
            for (Future<Outcome> outcome : threads.invokeAll(proposals)) {
                assertThat(outcome.get()).isInstanceOf(Outcome.Applied.class);
            }
        }
        assertThat(records.plants().list(10)).hasSize(8);
        assertThat(records.signals().all().values()).containsExactlyInAnyOrder(1, 2);
        assertThat(records.audit().verify()).isTrue();
    }

    @Test
    void givesSignalsReferencesThatStayWithTheirKeys() {
        applied(machine);
        assertThat(records.signals().all()).containsOnlyKeys("cnc-1/load", "cnc-1/speed");
        int load = records.signals().find("cnc-1/load").orElseThrow();
        applied(connected);
        int late = records.signals().ref("press-7/speed");
        reopen();
        assertThat(records.signals().find("cnc-1/load")).as("gone, but not forgotten").hasValue(load);
        assertThat(records.signals().ref("press-7/speed")).isEqualTo(late).isEqualTo(3);
        assertThat(records.signals().key(load)).contains("cnc-1/load");
        assertThat(records.signals().key(99)).isEmpty();
        applied(machine);
        assertThat(records.signals().find("cnc-1/load")).hasValue(load);
        assertThat(records.plants().current().orElseThrow().model().signals().map(Signal::key)
                .map(key -> records.signals().find(key).orElseThrow())).containsExactlyInAnyOrder(1, 2);
    }

    /** If the audit cannot be written, neither is the version nor a reference: all of it or nothing. */
    @Test
    void appliesNothingWhereAPartOfItFails() throws Exception {
        applied(empty);
        tamper("CREATE TRIGGER refuse BEFORE INSERT ON signal_ref BEGIN SELECT RAISE(ABORT, 'no'); END");
        assertThatThrownBy(() -> records.plants().apply(machine, "anna", "")).isInstanceOf(RecordsException.class);
        assertThat(records.plants().list(10)).hasSize(1);
        assertThat(records.audit().page(OptionalLong.empty(), 10)).hasSize(1);
        tamper("DROP TRIGGER refuse");
        assertThat(applied(machine).number()).isEqualTo(2);
        assertThat(records.audit().verify()).isTrue();
    }

    @Test
    void saysWhichStoredVersionItCannotRead() throws Exception {
        applied(empty);
        records.close();
        tamper("UPDATE plant_version SET yaml = 'factfloor: 9'");
        open();
        assertThatThrownBy(() -> records.plants().current()).isInstanceOf(RecordsException.class)
                .hasMessageContaining("plant version 1 cannot be read by this version of Factfloor");
    }
}
