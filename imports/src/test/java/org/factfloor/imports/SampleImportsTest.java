package org.factfloor.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** What becomes of files, from the first look to the list of imports. */
class SampleImportsTest extends ImportFixture {

    private static final String DAY = """
            time,press/temp,press/parts,press/state,press/program
            2026-11-29T10:00:00Z,21.5,100,Running,P-1
            2026-11-29T10:00:01Z,21.6,101,2,P-1
            2026-11-29T10:00:02Z,,102,stopped,"P,2"
            """;

    @Test
    void aTryCountsAndFilesNothingThenFilingFilesAndTheSameFileAgainChangesNothing() throws Exception {
        SampleImport tried = check(send(DAY).id());
        assertThat(tried.state()).isEqualTo(State.CHECKED);
        assertThat(tried.checked().orElseThrow().added()).isEqualTo(11);
        assertThat(tried.checked().orElseThrow().rows()).isEqualTo(3);
        assertThat(tried.signals().keySet()).containsExactlyInAnyOrder("press/temp", "press/parts", "press/state",
                "press/program");
        assertThat(tried.signals()).hasEntrySatisfying("press/temp",
                span -> assertThat(span.samples()).isEqualTo(2));
        assertThat(rows("press/temp")).isEmpty();

        SampleImport done = file(tried.id());
        assertThat(done.state()).as(String.valueOf(done.fault())).isEqualTo(State.DONE);
        assertThat(done.filed().added()).isEqualTo(11);
        assertThat(rows("press/temp")).containsExactly("2026-11-29T10:00:00Z 21.5", "2026-11-29T10:00:01Z 21.6",
                "2026-11-29T10:00:03Z BadNoCommunication");
        assertThat(rows("press/parts")).startsWith("2026-11-29T10:00:00Z 100", "2026-11-29T10:00:01Z 101");
        assertThat(rows("press/state")).startsWith("2026-11-29T10:00:00Z 2", "2026-11-29T10:00:01Z 2",
                "2026-11-29T10:00:02Z 1");
        assertThat(rows("press/program")).contains("2026-11-29T10:00:02Z P,2");
        assertThat(audited).containsExactly(
                "ada samples.import file.csv ok: 11 added, 0 duplicate, 0 replaced, 0 rejected");
        assertThat(folder.resolve("imports/1/source")).doesNotExist();

        List<List<String>> before = KEYS.stream().map(this::rows).toList();
        SampleImport again = filed(DAY);
        assertThat(again.filed().duplicate()).isEqualTo(11);
        assertThat(again.filed().added()).isZero();
        assertThat(KEYS.stream().map(this::rows).toList()).isEqualTo(before);
        assertThat(imports.sameDone(again).orElseThrow().id()).isEqualTo(done.id());
        assertThat(imports.all()).extracting(SampleImport::id).containsExactly(2, 1);
    }

    @Test
    void aLineIsASampleWhereOneColumnNamesTheSignal() throws Exception {
        filed("""
                Tag;Zeit;Wert;Qualität
                Press 1 Oil temperature;29.11.2026 11:00:00,250;21,5;192
                press/parts;29.11.2026 11:00:01;1.200;192
                压机 1/油温;29.11.2026 11:00:02;22,5;64
                press.temp;29.11.2026 11:00:03;;0
                """);
        assertThat(rows("press/temp")).containsExactly("2026-11-29T10:00:00.250Z 21.5", "2026-11-29T10:00:02Z 22.5",
                "2026-11-29T10:00:03Z Bad", "2026-11-29T10:00:04.375Z BadNoCommunication");
        assertThat(rows("press/parts")).startsWith("2026-11-29T10:00:01Z 1200");
        SampleBatch uncertain = history.at(ref("press/temp"), Micros.of(Instant.parse(
                "2026-11-29T10:00:02Z"))).orElseThrow();
        assertThat(uncertain.status(0)).isEqualTo(StatusCode.UNCERTAIN);
    }

    @Test
    void everyWrongSampleIsListedWithItsLineAndTheRestIsTaken() throws Exception {
        SampleImport done = filed("""
                time,press/temp,press/parts,press/state
                2026-11-29 10:00:00,21.5,100,1
                soon,21.5,100,1
                2026-11-29 10:00:02,hot,101.5,Idle

                2026-11-29 10:00:03,22
                2026-11-29 10:00:04,"22,5",103,2
                1999-12-31 10:00:04,22,103,2
                2027-11-29 10:00:04,22,103,2
                2026-03-29 02:30:00,22,103,2
                ,22,103,2
                2026-11-29 10:00:05,null,NaN,true
                """);
        String list = Files.readString(imports.rejects(done.id()).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(list.lines().skip(1).map(line -> line.split(",", 2)[0])).containsExactly("3", "4", "4", "4", "6",
                "8",
                "9", "10", "11", "12");
        assertThat(done.filed().rejected()).isEqualTo(10);
        assertThat(list).contains("4,\"press/temp\",\"hot\",\"This is no number.\"")
                .contains("4,\"press/parts\",\"101.5\",\"A counter or state needs a whole number.\"")
                .contains("\"Idle\"").contains("时间在未来");
        assertThat(done.reasons()).containsEntry(Reason.AHEAD, 1L).containsEntry(Reason.TOO_OLD, 1L)
                .containsEntry(Reason.NO_SUCH_TIME, 1L).containsEntry(Reason.CELLS, 1L);
        assertThat(done.filed().added()).isEqualTo(3 + 3 + 1);
        assertThat(rows("press/temp")).contains("2026-11-29T09:00:04Z 22.5");
    }

    @Test
    void namesThatMeanNothingOrSeveralThingsAreNeverGuessed() throws Exception {
        SampleImport sent = send("time,press/tmep,Oil temperature,remark\n2026-11-29 10:00:00,21.5,22.5,x\n");
        Look look = imports.look(sent.id());
        assertThat(look.names()).extracting(Look.Name::isUnknown).containsExactly(true, true, true);
        assertThat(look.names().get(0).near()).containsExactly("press/temp");
        assertThat(look.names().get(1).near()).containsExactlyInAnyOrder("press/temp", "mill/temp");
        assertThat(look.names().get(2).near()).isEmpty();
        SampleImport refused = file(sent.id());
        assertThat(refused.state()).isEqualTo(State.FAILED);
        assertThat(refused.fault().map(Label::en).orElseThrow()).contains("press/tmep", "nearest: press/temp");
        imports.read(sent.id(),
                reading(Map.of(), Map.of("press/tmep", "press/temp", "Oil temperature", "mill/temp", "remark", "")));
        SampleImport done = file(sent.id());
        assertThat(done.state()).as(String.valueOf(done.fault())).isEqualTo(State.DONE);
        assertThat(done.filed().leftOut()).isEqualTo(1);
        assertThat(rows("press/temp")).startsWith("2026-11-29T09:00:00Z 21.5");
        assertThat(rows("mill/temp")).startsWith("2026-11-29T09:00:00Z 22.5");
        assertThat(
                imports.look(send("time,press/temp,press.temp\n2026-11-29 10:00:00,1,2\n").id()).problems().getFirst()
                        .en())
                .contains("both mean press/temp");
    }

    /** In a long file a name may first come behind what is looked at. */
    @Test
    void aNameThatIsFoundLateKeepsTheFileFromBeingFiled() throws Exception {
        StringBuilder text = new StringBuilder("time,signal,value\n");
        for (int i = 0; i < 25_000; i++) {
            text.append(1_764_000_000 + i).append(",press/temp,").append(i).append('\n');
        }
        SampleImport tried = check(send(text + "1764100000,pres/temp,1\n").id());
        assertThat(tried.unknown()).containsExactly("pres/temp");
        assertThat(file(tried.id()).fault().map(Label::en).orElseThrow()).contains("pres/temp");
        assertThat(rows("press/temp")).isEmpty();
        SampleImport known = filed(text + "1764100000,Mill Spindle load,1\n");
        assertThat(known.filed().added()).isEqualTo(25_001);
        assertThat(rows("mill/load")).startsWith("2025-11-25T19:46:40Z 1.0");
    }

    @Test
    void anotherValueThanHistorysIsRefusedUnlessItIsToReplace() throws Exception {
        filed(DAY);
        String corrected = "time,press/temp\n2026-11-29T10:00:00Z,30\n2026-11-29T10:00:01Z,21.6\n2026-11-29T10:00:01.5Z,31\n";
        SampleImport kept = filed(corrected);
        assertThat(kept.filed()).extracting(ImportCounts::added, ImportCounts::duplicate, ImportCounts::rejected)
                .containsExactly(1L, 1L, 1L);
        assertThat(Files.readString(imports.rejects(kept.id()).orElseThrow())).contains("2,\"press/temp\",\"30.0\"");
        assertThat(rows("press/temp")).startsWith("2026-11-29T10:00:00Z 21.5");
        for (int time = 0; time < 2; time++) {
            SampleImport sent = send(corrected);
            imports.read(sent.id(), Reading.of(Map.of(), Map.of(), true));
            SampleImport replaced = file(sent.id());
            assertThat(replaced.filed().replaced()).as("time %d", time).isEqualTo(time == 0 ? 1 : 0);
            assertThat(rows("press/temp")).startsWith("2026-11-29T10:00:00Z 30.0", "2026-11-29T10:00:01Z 21.6",
                    "2026-11-29T10:00:01.500Z 31.0");
        }
    }

    /** Exports to the second have several values a second: all are kept, at the same times each time. */
    @Test
    void severalValuesOfOneTimeAreAllKept() throws Exception {
        String text = "time,press/temp\n2026-11-29T10:00:00Z,1\n2026-11-29T10:00:00Z,2\n2026-11-29T10:00:00Z,2\n"
                + "2026-11-29T10:00:01Z,3\n";
        for (int time = 0; time < 2; time++) {
            SampleImport done = filed(text);
            assertThat(done.filed().duplicate()).isEqualTo(time == 0 ? 1 : 4);
            assertThat(rows("press/temp")).startsWith("2026-11-29T10:00:00Z 1.0", "2026-11-29T10:00:00.000001Z 2.0",
                    "2026-11-29T10:00:01Z 3.0").hasSize(4);
        }
    }

    /** Where history knew what held behind the file, it goes on to hold. */
    @Test
    void theLastValueEndsOnlyWhereNothingWasKnown() throws Exception {
        SampleBatch live = new SampleBatch();
        live.addNumber(ref("press/temp"), micros("2026-11-29T09:00:00Z"), 1, StatusCode.GOOD);
        live.addNone(ref("mill/load"), micros("2026-11-29T09:00:00Z"), StatusCode.BAD_NO_COMMUNICATION);
        live.addNumber(ref("mill/temp"), micros("2026-11-29T10:00:01.5Z"), 5, StatusCode.GOOD);
        intake.backfill(live);
        filed("time,press/temp,mill/load,mill/temp\n2026-11-29T10:00:00Z,1,2,3\n2026-11-29T10:00:01Z,1,2,3\n");
        assertThat(rows("press/temp")).as("a live value held").last().asString().startsWith("2026-11-29T10:00:01Z");
        assertThat(rows("mill/load")).as("a silence held").last()
                .isEqualTo("2026-11-29T10:00:02Z BadNoCommunication");
        assertThat(rows("mill/temp")).as("a live value follows").last().isEqualTo("2026-11-29T10:00:01.500Z 5.0");
        filed("time,mill/load\n2026-11-29T10:00:02Z,7\n2026-11-29T10:00:03Z,8\n");
        assertThat(rows("mill/load")).as("the next file goes on").containsSubsequence("2026-11-29T10:00:01Z 2.0",
                "2026-11-29T10:00:02Z 7.0", "2026-11-29T10:00:03Z 8.0");
    }

    private static long micros(String time) {
        return Micros.of(Instant.parse(time));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThat(problem("")).contains("no row below its headers");
        assertThat(problem("time,press/temp\n")).contains("no row below its headers");
        assertThat(problem("\u0000\u0001\u0002binary\u0000")).contains("neither an .xlsx workbook nor text");
        assertThat(problem("PK\u0003\u0004 and then nothing")).contains("ends before it is complete");
        assertThat(problem("\u001f\u008b packed".getBytes(StandardCharsets.ISO_8859_1))).contains("unpack it first");
        assertThat(problem("time,press/temp,press/temp\n2026-11-29 10:00:00,1,2\n"))
                .contains("press/temp stands twice");
        assertThat(problem("a,b\nx,y\n")).contains("No column holds times");
        assertThat(problem("time,press/temp\n1/2/2026 10:00,1\n3/4/2026 10:00,1\n")).contains("day/month or month/day");
        assertThat(problem("time,signal,value\n2026-11-29 10:00:00,nobody,1\n")).contains("no signal nobody");
        assertThat(problem("time,press/temp\n\"2026-11-29 10:00:00,1\n" + "x".repeat(1 << 21)))
                .contains("close its quotation mark");
    }

    private String problem(String text) throws IOException {
        return problem(text.getBytes(StandardCharsets.UTF_8));
    }

    private String problem(byte[] file) throws IOException {
        int id = send(file).id();
        try {
            return imports.look(id).problems().getFirst().en();
        } catch (ImportException e) {
            return e.text().en();
        }
    }

    /** What a try has read is not filed: it must not be taken for that when it is stopped. */
    @Test
    void aTryThatIsCancelledLeavesNothingBehind() throws Exception {
        StringBuilder text = new StringBuilder("time,press/temp\n");
        for (int i = 0; i < 400_000; i++) {
            text.append(1_764_000_000 + i).append(",1\n");
        }
        SampleImport sent = send(text.toString());
        imports.check(sent.id());
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> imports.find(sent.id()).orElseThrow().progress() > 0);
        imports.cancel(sent.id());
        SampleImport stopped = imports.await(sent.id(), 30, TimeUnit.SECONDS);
        assertThat(stopped.filed().rows()).isZero();
        assertThat(file(sent.id()).filed().added()).isEqualTo(400_000);
    }

    @Test
    void whatIsAtWorkOrOverCannotBeBegunAgain() throws Exception {
        SampleImport done = filed(DAY);
        assertThatThrownBy(() -> imports.file(done.id())).isInstanceOf(ImportException.class)
                .hasMessageContaining("filed already");
        assertThatThrownBy(() -> imports.file(99)).hasMessageContaining("no import 99");
        imports.discard(done.id());
        assertThat(imports.all()).isEmpty();
        assertThat(rows("press/temp")).as("what is filed stays").hasSize(3);
    }

    /** Retention has removed what was there; what is imported for it would go without a trace. */
    @Test
    void rejectsWhatComesForTimeThatIsRemoved() throws Exception {
        history.remove(Micros.of(Instant.parse("2026-11-02T00:00:00Z")));
        SampleImport done = filed("""
                time,press/temp
                2026-11-01T10:00:00Z,20.5
                2026-11-02T10:00:00Z,21.5
                """);
        assertThat(done.reasons()).containsExactly(Map.entry(Reason.REMOVED, 1L));
        assertThat(rows("press/temp")).first().isEqualTo("2026-11-02T10:00:00Z 21.5");
        assertThat(rows("press/temp")).noneMatch(row -> row.startsWith("2026-11-01"));
    }
}
