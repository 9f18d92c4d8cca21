package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.imports.sheet.Workbooks;
import org.factfloor.plant.Label;
import org.factfloor.production.Standard;
import org.factfloor.records.Author;
import org.factfloor.records.Job;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and standards from the tables plants keep. */
class ImportTest {

    private static final String JOBS = "/api/v1/jobs/import";
    private static final String STANDARDS = "/api/v1/standards/import";

    private static final Author LI = new Author("li", User.Role.ENGINEER, "test");

    private RunningServer server;
    private Client lead;
    private Client engineer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        lead = server.person(User.Role.TEAM_LEAD);
        engineer = server.person(User.Role.ENGINEER);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] german(String text) {
        return text.getBytes(Charset.forName("windows-1252"));
    }

    /** People write the name that the pages show; only what nobody is called makes a product, and the preview says so. */
    @Test
    void findsProductsByTheirNamesAndTellsNewOnes() {
        server.records.products().put("shaft", new Label("Pump shaft", "泵轴"), LI);
        server.records.products().put("twin-1", new Label("Twin", "双件"), LI);
        server.records.products().put("twin-2", new Label("Twin", "双件二"), LI);
        byte[] file = "job,product,quantity\n1,泵轴,5\n2,pump SHAFT,5\n3,SHAFT,5\n4,水泵轴,5\n5,水泵轴,5\n6,twin,5\n"
                .getBytes(StandardCharsets.UTF_8);
        JsonNode found = lead.upload(JOBS + "?dryRun=true", file).json();
        assertThat(found.path("added").asInt()).as(found.toString()).isEqualTo(5);
        assertThat(found.path("newProducts")).hasSize(1);
        assertThat(found.at("/newProducts/0/id").asText()).isEqualTo("水泵轴");
        assertThat(found.at("/newProducts/0/row").asInt()).isEqualTo(5);
        assertThat(found.at("/newProducts/0/nearest/id").asText()).isEqualTo("shaft");
        assertThat(found.path("errors")).hasSize(1);
        assertThat(found.at("/errors/0/text/en").asText()).contains("twin-1, twin-2");
        lead.upload(JOBS, "job,product,quantity\n1,泵轴,5\n".getBytes(StandardCharsets.UTF_8));
        assertThat(server.records.jobs().find("1").orElseThrow().product()).isEqualTo("shaft");
    }

    /** A semicolon is taken for a German table; where the decimals are written with a point, a person says so. */
    @Test
    void isReadAsAPersonSaysItIsWritten() {
        byte[] file = "job;product;quantity\n1;a;1.5\n".getBytes(StandardCharsets.UTF_8);
        JsonNode found = lead.upload(JOBS + "?dryRun=true", file).json();
        assertThat(found.path("decimal").asText()).isEqualTo(",");
        JsonNode said = lead.upload(JOBS + "?decimal=.", file).json();
        assertThat(said.path("decimal").asText()).isEqualTo(".");
        assertThat(server.records.jobs().find("1").orElseThrow().quantity()).isEqualTo(1_500);
        assertThat(lead.upload(JOBS + "?dryRun=true&delimiter=%7C", file).json().path("columns")).hasSize(1);
        assertThat(lead.upload(JOBS + "?encoding=EBCDIC", file).code()).isEqualTo("invalid-field");
    }

    @Test
    void aGermanTableIsTriedThenTakenThenUnchanged() {
        byte[] file = german("Auftrag;Artikel;Bezeichnung;Stückzahl;Liefertermin;Maschine\r\n"
                + "4711;G-100;Gehäuse;1.200;30.11.2026;cnc 1\r\n4712;G-200;Größe 2;500,5;;\r\n");
        JsonNode tried = lead.upload(JOBS + "?dryRun=true", file).json();
        assertThat(tried.path("errors")).as(tried.toString()).isEmpty();
        assertThat(tried.path("encoding").asText()).isEqualTo("windows-1252");
        assertThat(tried.path("delimiter").asText()).isEqualTo(";");
        assertThat(tried.at("/fields/3/id").asText()).isEqualTo("quantity");
        assertThat(tried.at("/fields/3/column").asText()).isEqualTo("Stückzahl");
        assertThat(tried.at("/fields/7/column").isNull()).as("there is no tool").isTrue();
        assertThat(tried.at("/preview/0/2").asText()).isEqualTo("Gehäuse");
        assertThat(tried.path("rows").asInt()).isEqualTo(2);
        assertThat(tried.path("added").asInt()).isEqualTo(2);
        assertThat(tried.path("applied").asBoolean()).isFalse();
        assertThat(server.records.jobs().list(false, 10)).isEmpty();
        assertThat(server.records.products().list()).isEmpty();

        assertThat(lead.upload(JOBS, file).json().path("applied").asBoolean()).isTrue();
        Job job = server.records.jobs().find("4711").orElseThrow();
        assertThat(job.quantity()).isEqualTo(1_200_000);
        assertThat(job.machines()).containsExactly("cnc-1");
        // The end of that day in Shanghai.
        assertThat(job.due()).hasValue(Instant.parse("2026-11-30T16:00:00Z").toEpochMilli() * 1_000);
        assertThat(server.records.jobs().find("4712").orElseThrow().quantity()).isEqualTo(500_500);
        assertThat(server.records.products().find("G-100").orElseThrow().name().en()).isEqualTo("Gehäuse");

        JsonNode again = lead.upload(JOBS, file).json();
        assertThat(again.path("unchanged").asInt()).isEqualTo(2);
        JsonNode more = lead.upload(JOBS, german("Auftrag;Artikel;Stückzahl\r\n4711;G-100;1.300\r\n")).json();
        assertThat(more.path("changed").asInt()).isEqualTo(1);
        assertThat(server.records.jobs().find("4711").orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void everyWrongLineIsToldAndLeftOut() {
        String file = "job,product,qty,due,machine\n4711,a,500,,cnc-1\n4712,a,lots,,cnc-1\n4713,a,5,11/12/2026,cnc-9\n"
                + ",a,5,,\n4711,a,6,,\n4/714,a,5,,\n4715,a,-5,,\n";
        JsonNode report = lead.upload(JOBS, file.getBytes(StandardCharsets.UTF_8)).json();
        assertThat(report.path("applied").asBoolean()).isTrue();
        assertThat(report.path("added").asInt()).isEqualTo(1);
        assertThat(report.path("errors").findValuesAsText("row")).containsExactlyInAnyOrder("3", "4", "4", "5", "6",
                "7", "8");
        assertThat(report.at("/errors/0/column").asText()).isEqualTo("qty");
        assertThat(report.at("/errors/0/text/en").asText()).contains("\"lots\" is not a number");
        assertThat(report.at("/errors/0/text/zh").asText()).contains("lots");
        assertThat(report.path("errors").toString()).contains("cnc-9", "11/12/2026", "is empty", "second time",
                "-5 pieces", "4/714");
        assertThat(server.records.jobs().list(false, 10)).extracting(Job::id).containsExactly("4711");
        assertThat(server.records.audit().page(OptionalLong.empty(), 1).getFirst().action()).isEqualTo("jobs.import");
        // What is refused leaves nothing behind, not even its new product.
        lead.upload(JOBS + "?name=a.csv", "job,product,qty\n4799,new-part,-5\n".getBytes(StandardCharsets.UTF_8));
        assertThat(server.records.products().find("new-part")).isEmpty();
    }

    @Test
    void columnsAreChosenAndRemembered() {
        byte[] file = "Nr,Teil,Wieviel\n4711,a,500\n".getBytes(StandardCharsets.UTF_8);
        JsonNode unknown = lead.upload(JOBS, file).json();
        assertThat(unknown.path("applied").asBoolean()).isFalse();
        assertThat(unknown.path("errors")).hasSize(3);
        String mapping = URLEncoder.encode("{\"id\":\"Nr\",\"product\":\"Teil\",\"quantity\":\"Wieviel\"}",
                StandardCharsets.UTF_8);
        assertThat(lead.upload(JOBS + "?mapping=" + mapping, file).json().path("added").asInt()).isEqualTo(1);
        JsonNode next = lead.upload(JOBS, "Nr,Teil,Wieviel\n4712,a,500\n".getBytes(StandardCharsets.UTF_8)).json();
        assertThat(next.path("added").asInt()).as(next.toString()).isEqualTo(1);
        assertThat(lead.upload(JOBS + "?mapping=" + mapping.replace("Wieviel", "Menge"), file).code())
                .isEqualTo("invalid-field");
        assertThat(lead.upload(JOBS + "?mapping=%7B%22colour%22%3A%22Nr%22%7D", file).code())
                .isEqualTo("invalid-field");
        assertThat(lead.upload(JOBS + "?mapping=%5B%5D", file).status()).isEqualTo(400);
    }

    /** Lines without a date hold from now on, and now moves on between two imports. */
    @Test
    void standardsWithoutDatesImportedTwiceChangeNothing() {
        byte[] file = ("product,machine,cycle,valid from\nA-1,cnc-1,42,\nA-1,cnc-1,40,2026-12-24\nA-2,cnc-1,10,\n"
                + "A-1,cnc-1,41,\n").getBytes(StandardCharsets.UTF_8);
        for (int time = 0; time < 3; time++) {
            JsonNode report = engineer.upload(STANDARDS, file).json();
            assertThat(report.path("added").asInt()).as(report.toString()).isEqualTo(time == 0 ? 3 : 0);
            assertThat(report.path("unchanged").asInt()).isEqualTo(time == 0 ? 0 : 3);
            assertThat(report.at("/errors/0/row").asInt()).as("A-1 from now on twice").isEqualTo(5);
            server.clock.advance(Duration.ofHours(1));
        }
        assertThat(server.records.standards().standing("cnc-1")).hasSize(3);
    }

    @Test
    void aChineseTableOfStandardsIsTakenAndKeepsConfirmations() {
        byte[] file = "产品,品名,设备,标准周期(s),型腔数,目标产量,来源\nA-1,壳体,数控 1,42.2,8,600,实测\n"
                .getBytes(Charset.forName("GB18030"));
        JsonNode report = engineer.upload(STANDARDS, file).json();
        assertThat(report.path("applied").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.path("encoding").asText()).isEqualTo("GB18030");
        Standard standard = server.records.standards().standing("cnc-1").getFirst();
        assertThat(standard.planned().cycle()).isEqualTo(42_200_000);
        assertThat(standard.planned().partsPerCycle()).isEqualTo(8_000);
        assertThat(standard.planned().targetPerHour()).isEqualTo(600_000);
        assertThat(standard.origin()).isEqualTo(Standard.Origin.MEASURED);
        String id = server.records.standards().versions(Optional.of("cnc-1")).getFirst().id();
        assertThat(engineer.post("/api/v1/standards/" + id + "/confirm", "").status()).isEqualTo(200);
        server.clock.advance(Duration.ofHours(1));
        assertThat(engineer.upload(STANDARDS, file).json().path("unchanged").asInt()).isEqualTo(1);
        assertThat(server.records.standards().standing("cnc-1").getFirst().confirmedBy()).contains("engineer");
        byte[] better = "产品,设备,标准周期(s),型腔数,目标产量\nA-1,cnc-1,40,8,600\n".getBytes(StandardCharsets.UTF_8);
        assertThat(engineer.upload(STANDARDS, better).json().path("added").asInt()).isEqualTo(1);
        assertThat(server.records.standards().standing("cnc-1")).as("from now on").hasSize(2);
        assertThat(engineer.upload(STANDARDS, "product,machine,ct\nA-1,,3\n".getBytes(StandardCharsets.UTF_8)).json()
                .at("/errors/0/text/en").asText()).contains("must name one machine");
    }

    @Test
    void aWorkbookIsTaken() {
        byte[] file = Workbooks.of("<si><t>工单号</t></si><si><t>产品</t></si><si><t>数量</t></si><si><t>交期</t></si>",
                "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c></row>"
                        + "<row><c><v>4711</v></c><c t=\"inlineStr\"><is><t>A-1</t></is></c><c><v>250</v></c>"
                        + "<c s=\"2\"><v>46356.5</v></c></row>");
        JsonNode report = lead.upload(JOBS, file).json();
        assertThat(report.path("applied").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.path("encoding").isNull()).isTrue();
        assertThat(server.records.jobs().find("4711").orElseThrow().due())
                .hasValue(Instant.parse("2026-11-30T04:00:00Z").toEpochMilli() * 1_000);
    }

    @Test
    void whatIsNoTableIsRefused() {
        Client.Answer old = lead.upload(JOBS, new byte[]{(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0});
        assertThat(old.status()).isEqualTo(422);
        assertThat(old.code()).isEqualTo("unreadable-file");
        assertThat(old.json().at("/text/zh").asText()).contains(".xls");
        assertThat(lead.upload(JOBS, new byte[0]).code()).isEqualTo("unreadable-file");
        assertThat(lead.upload(STANDARDS, new byte[0]).code()).isEqualTo("role-may-not");
    }
}
