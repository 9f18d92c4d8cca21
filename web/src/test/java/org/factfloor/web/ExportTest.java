package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportTest {

    private static final long BEGIN = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));
    private static final String HOUR = "&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z";

    private RunningServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        SampleBatch batch = new SampleBatch();
        batch.addNumber(server.ref(TestPlant.LOAD), BEGIN + 1, -12.5, StatusCode.GOOD);
        batch.addNumber(server.ref(TestPlant.LOAD), BEGIN + 2, Double.NaN, StatusCode.GOOD);
        batch.addNone(server.ref(TestPlant.LOAD), BEGIN + 3, StatusCode.BAD_NO_COMMUNICATION);
        batch.addWhole(server.ref(TestPlant.PARTS), BEGIN, 7, StatusCode.GOOD);
        batch.addWhole(server.ref(TestPlant.PARTS), BEGIN + 1, Long.MIN_VALUE, StatusCode.GOOD);
        String[] texts = {"=HYPERLINK(\"http://evil\")", "+1", "-1", "@x", "\tx", "a \"b\", 主轴\u0001<&>",
                "line\nbreak"};
        for (int i = 0; i < texts.length; i++) {
            batch.addText(server.ref(TestPlant.PROGRAM), BEGIN + i, texts[i], StatusCode.GOOD);
        }
        server.store(batch);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Client.Answer export(String signals, String format) {
        return server.viewer().get("/api/v1/history/export?signals=" + signals + HOUR + "&format=" + format);
    }

    @Test
    void aCsvFileHasARowForEachSampleInUtcAndInThePlantsTime() {
        Client.Answer answer = export("cnc-1/load,cnc-1/parts", "csv");
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(answer.header("Content-Disposition")).contains("attachment").contains(".csv");
        assertThat(answer.text()).isEqualTo("""
                \uFEFFtime,localTime,signal,value,unit,status\r
                2026-11-24T06:00:00.000001Z,2026-11-24 14:00:00.000001,cnc-1/load,-12.5,%,Good\r
                2026-11-24T06:00:00.000002Z,2026-11-24 14:00:00.000002,cnc-1/load,NaN,%,Good\r
                2026-11-24T06:00:00.000003Z,2026-11-24 14:00:00.000003,cnc-1/load,,%,BadNoCommunication\r
                2026-11-24T06:00:00.000000Z,2026-11-24 14:00:00.000000,cnc-1/parts,7,,Good\r
                2026-11-24T06:00:00.000001Z,2026-11-24 14:00:00.000001,cnc-1/parts,-9223372036854775808,,Good\r
                """);
    }

    @Test
    void textsThatLookLikeFormulasAreMadeSafe() {
        String csv = export("cnc-1/program", "csv").text();
        assertThat(csv).contains(",\"'=HYPERLINK(\"\"http://evil\"\")\",").contains(",'+1,").contains(",'-1,")
                .contains(",'@x,").contains(",'\tx,").contains("\"line\nbreak\"").contains("\"a \"\"b\"\", 主轴");
    }

    @Test
    void aSpreadsheetHasNumbersAsNumbersAndTextsAsTexts() throws Exception {
        Client.Answer answer = export("cnc-1/load,cnc-1/parts,cnc-1/program", "xlsx");
        Map<String, Document> parts = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.response().body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), DocumentBuilderFactory.newInstance().newDocumentBuilder()
                        .parse(new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        assertThat(parts).containsOnlyKeys("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
                "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml");
        NodeList cells = java.util.Objects.requireNonNull(parts.get("xl/worksheets/sheet1.xml"))
                .getElementsByTagName("c");
        assertThat(cells.getLength()).isEqualTo(13 * 6);
        assertThat(cells.item(9).getTextContent()).isEqualTo("-12.5");
        assertThat(cells.item(9).getAttributes().getNamedItem("t")).isNull();
        assertThat(cells.item(15).getTextContent()).isEqualTo("NaN");
        assertThat(cells.item(15).getAttributes().getNamedItem("t").getNodeValue()).isEqualTo("inlineStr");
        assertThat(cells.item(6 * 5 + 3).getTextContent()).isEqualTo("-9223372036854775808");
        assertThat(cells.item(6 * 6 + 3).getTextContent()).isEqualTo("=HYPERLINK(\"http://evil\")");
        assertThat(cells.item(6 * 11 + 3).getTextContent()).isEqualTo("a \"b\", 主轴\uFFFD<&>");
    }

    @Test
    void whoTookDataOutIsInTheAuditTrail() {
        export("cnc-1/load", "csv");
        assertThat(server.records.audit().page(OptionalLong.empty(), 1).getFirst()).satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("history.export");
            assertThat(entry.actor()).isEqualTo("vera");
            assertThat(entry.object()).isEqualTo("cnc-1/load");
        });
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertThat(export("cnc-1/load", "pdf").code()).isEqualTo("invalid-field");
        assertThat(new String(export("cnc-1/load", "xlsx").response().body(), 0, 2, StandardCharsets.US_ASCII))
                .isEqualTo("PK");
    }
}
