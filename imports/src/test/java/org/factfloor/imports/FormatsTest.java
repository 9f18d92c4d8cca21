package org.factfloor.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.imports.sheet.Workbooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One and the same day in every writing that offices, loggers and historians use. */
class FormatsTest extends ImportFixture {

    private void assertDay(byte[] file) throws IOException, InterruptedException {
        SampleImport done = file(send(file).id());
        assertThat(done.state()).as(String.valueOf(done.fault())).isEqualTo(State.DONE);
        assertThat(done.filed().rejected()).isZero();
        assertThat(rows("press/temp")).startsWith("2026-11-29T10:00:00Z 21.5", "2026-11-29T10:00:01Z 1234.5");
        assertThat(rows("press/parts")).startsWith("2026-11-29T10:00:00Z 7", "2026-11-29T10:00:01Z 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"})
    void isReadInEveryEncodingWithAndWithoutAMark(String encoding) throws Exception {
        String text = "采集时间,压机 1 油温,压机 1.产量\r\n2026年11月29日 11时00分00秒,21.5,7\r\n2026年11月29日 11时00分01秒,1234.5,8\r\n";
        Charset charset = Charset.forName(encoding);
        assertDay(text.getBytes(charset));
        if (encoding.startsWith("UTF")) {
            ByteArrayOutputStream marked = new ByteArrayOutputStream();
            marked.writeBytes("\uFEFF".getBytes(charset));
            marked.writeBytes(text.getBytes(charset));
            assertDay(marked.toByteArray());
        }
    }

    @Test
    void isReadAsGermansWriteIt() throws Exception {
        assertDay(("Datum;Uhrzeit;Press 1 Öl;Press 1 Parts;Oil temperature [°C] Press 1\r\n"
                + "29.11.2026;11:00:00;;7;\r\n").replace("Press 1 Öl;", "Press 1 Oil temperature (°C);")
                .replace(";Oil temperature [°C] Press 1\r\n", "\r\n").replace(";;7;\r\n", ";21,5;7\r\n")
                .concat("29.11.2026;11:00:01;1.234,5;8\r\n").getBytes(Charset.forName("windows-1252")));
    }

    @Test
    void isReadAsLoggersWriteIt() throws Exception {
        assertDay(
                "# logger 3\n# rate 1 s\ntimestamp\tpress/temp\tpress/parts\n1795946400\t21.5\t7\n1795946401\t1234.5\t8\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertDay("sep=|\nts|nsu=urn:test;s=press.temp|press/parts\n1795946400000|2.15e1|7.0\n1795946401000|1234.5|8\n"
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The newest row stands first, as many historians export. */
    @Test
    void isReadFromItsEnd() throws Exception {
        assertDay(("Time,Press 1 Oil temperature,press_parts\n29-Nov-2026 11:00:01,1234.5,8\n"
                + "29-Nov-2026 11:00:00,21.5,7\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isReadFromAWorkbook() throws Exception {
        // 46355.4583333333 is 29 November 2026, 11:00:00 on the wall.
        byte[] wide = Workbooks.of("<si><t>Zeit</t></si><si><t>press/temp</t></si>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                        + "<c r=\"C1\" t=\"inlineStr\"><is><t>press/parts</t></is></c></row>"
                        + "<row r=\"2\"><c r=\"A2\" s=\"2\"><v>46355.458333333336</v></c><c r=\"B2\"><v>21.5</v></c>"
                        + "<c r=\"C2\"><v>7</v></c></row>"
                        + "<row r=\"3\"><c r=\"A3\" s=\"2\"><v>46355.458344907405</v></c><c r=\"B3\"><v>1234.5</v></c>"
                        + "<c r=\"C3\"><v>8</v></c></row>");
        assertDay(wide);
        // The same without a date's format: days as plain numbers.
        assertDay(Workbooks.of("<si><t>Zeit</t></si><si><t>press/temp</t></si>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                        + "<c r=\"C1\" t=\"inlineStr\"><is><t>press/parts</t></is></c></row>"
                        + "<row r=\"2\"><c r=\"A2\"><v>46355.458333333336</v></c><c r=\"B2\"><v>21.5</v></c>"
                        + "<c r=\"C2\"><v>7</v></c></row>"
                        + "<row r=\"3\"><c r=\"A3\"><v>46355.458344907405</v></c><c r=\"B3\"><v>1234.5</v></c>"
                        + "<c r=\"C3\"><v>8</v></c></row>"));
    }

    @Test
    void aLargeSheetIsReadRowByRow() throws Exception {
        int rows = 60_000;
        StringBuilder sheet = new StringBuilder("<row><c t=\"inlineStr\"><is><t>time</t></is></c>"
                + "<c t=\"inlineStr\"><is><t>press/temp</t></is></c></row>");
        for (int i = 0; i < rows; i++) {
            sheet.append("<row><c><v>").append(1_764_000_000L + i).append("</v></c><c><v>").append(i * 0.5)
                    .append("</v></c></row>");
        }
        SampleImport done = file(send(Workbooks.of("", sheet.toString())).id());
        assertThat(done.filed().added()).as(String.valueOf(done.fault())).isEqualTo(rows);
        assertThat(done.filed().rows()).isEqualTo(rows);
    }

    /** On the night of 25 October 2026 the hour from 02:00 came twice in Berlin. */
    @Test
    void theHourThatCameTwiceIsReadInTheOrderOfTheFileAndSaid() throws Exception {
        SampleImport done = filed("""
                time,press/parts
                2026-10-25 01:30:00,1
                2026-10-25 02:00:00,2
                2026-10-25 02:30:00,3
                2026-10-25 02:00:00,4
                2026-10-25 02:30:00,5
                2026-10-25 03:00:00,6
                """);
        assertThat(rows("press/parts")).startsWith("2026-10-24T23:30:00Z 1", "2026-10-25T00:00:00Z 2",
                "2026-10-25T00:30:00Z 3", "2026-10-25T01:00:00Z 4", "2026-10-25T01:30:00Z 5", "2026-10-25T02:00:00Z 6");
        assertThat(done.filed().twice()).isEqualTo(4);
        assertThat(done.twice().orElseThrow().en()).contains("4 times between 2026-10-25 02:00 and 2026-10-25 03:00",
                "+02:00 until the times in the file step back");
    }

    @Test
    void whatIsSaidOfAFileCountsMoreThanWhatIsFound() throws Exception {
        SampleImport sent = send("when;what;how much\n11/29/2026 5:00 AM;A;21,5\n11/29/2026 5:00:01 AM;A;1.234,5\n");
        imports.read(sent.id(),
                Reading.of(Map.of("shape", "long", "time", "when", "signal", "what", "value", "how much",
                        "zone", "America/New_York", "decimal", ","), Map.of("A", "press/temp"), false));
        assertThat(imports.look(sent.id()).problems()).isEmpty();
        file(sent.id());
        assertThat(rows("press/temp")).startsWith("2026-11-29T10:00:00Z 21.5", "2026-11-29T10:00:01Z 1234.5");
    }
}
