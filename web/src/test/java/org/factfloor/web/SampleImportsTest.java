package org.factfloor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.factfloor.records.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file that is sent to samples in history and a line in the list. */
class SampleImportsTest {

    private static final String ALL = "/api/v1/sample-imports";

    private RunningServer server;
    private Client engineer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = RunningServer.withPlant(folder);
        engineer = server.person(User.Role.ENGINEER);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode over(int id) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !engineer.get(ALL + "/" + id).json().path("ended").isNull()
                || engineer.get(ALL + "/" + id).json().path("state").asText().equals("checked"));
        return engineer.get(ALL + "/" + id).json();
    }

    @Test
    void aFileIsShownTriedMappedFiledAndListed() {
        byte[] file = ("时间;Spindle lod;Bemerkung\n23.11.2026 15:00:00;12,5;x\n23.11.2026 15:00:01;laut;x\n")
                .getBytes(Charset.forName("GB18030"));
        Client.Answer sent = engineer.upload(ALL + "?name=export.csv", file);
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        int id = sent.json().path("id").asInt();
        assertThat(sent.json().path("state").asText()).isEqualTo("looked");

        JsonNode look = engineer.get(ALL + "/" + id + "/look").json();
        assertThat(look.path("encoding").asText()).isEqualTo("GB18030");
        assertThat(look.path("delimiter").asText()).isEqualTo(";");
        assertThat(look.path("decimal").asText()).isEqualTo(",");
        assertThat(look.path("form").asText()).isEqualTo("dmy");
        assertThat(look.path("zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(look.path("problems")).hasSize(2);
        assertThat(engineer.post(ALL + "/" + id + "/file", "").status()).isEqualTo(202);
        assertThat(over(id).at("/fault/en").asText()).contains("Spindle lod");

        String reading = "{\"signals\":{\"Spindle lod\":\"cnc-1/load\",\"Bemerkung\":\"\"},\"zone\":\"Europe/Berlin\"}";
        JsonNode mapped = engineer.put(ALL + "/" + id + "/reading", reading).json();
        assertThat(mapped.path("problems")).as(mapped.toString()).isEmpty();
        assertThat(mapped.at("/rows/0/time").asText()).isEqualTo("2026-11-23T14:00:00.000000Z");
        assertThat(mapped.at("/rows/0/values/0/value").asText()).isEqualTo("12.5");
        assertThat(mapped.at("/rows/1/wrong/zh").asText()).contains("不是数字");
        assertThat(engineer.post(ALL + "/" + id + "/check", "").status()).isEqualTo(202);
        JsonNode tried = over(id);
        assertThat(tried.at("/checked/added").asInt()).as(tried.toString()).isEqualTo(1);
        assertThat(tried.at("/checked/leftOut").asInt()).isEqualTo(2);
        assertThat(tried.at("/reasons/0/reason").asText()).isEqualTo("notANumber");
        assertThat(tried.at("/filed/added").asInt()).isZero();
    }

    @Test
    void whatIsFiledIsInHistoryAndWhatIsNotIsInTheList() {
        String text = "time,cnc-1/load\n2026-11-23T10:00:00Z,12.5\n2026-11-23T10:00:01Z,loud\n";
        int id = engineer.upload(ALL + "?name=a.csv", text.getBytes(StandardCharsets.UTF_8)).json().path("id").asInt();
        assertThat(engineer.post(ALL + "/" + id + "/file", "").status()).isEqualTo(202);
        JsonNode done = over(id);
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("done");
        assertThat(done.at("/filed/added").asInt()).isEqualTo(1);
        assertThat(done.at("/signals/0/signal").asText()).isEqualTo("cnc-1/load");
        JsonNode raw = engineer.get("/api/v1/history/raw?signal=cnc-1/load&from=2026-11-23T09:00:00Z"
                + "&to=2026-11-23T11:00:00Z").json();
        assertThat(raw.at("/items/0/value").asDouble()).isEqualTo(12.5);
        Client.Answer list = server.viewer().get(ALL + "/" + id + "/rejects");
        assertThat(list.header("Content-Type")).startsWith("text/csv");
        assertThat(list.text()).contains("3,\"cnc-1/load\",\"loud\"");
        assertThat(server.viewer().get(ALL).json().at("/items/0/name").asText()).isEqualTo("a.csv");
        assertThat(server.records.audit().page(OptionalLong.empty(), 3)).extracting("action")
                .containsExactlyInAnyOrder("samples.import", "samples.file", "samples.send");

        JsonNode again = engineer.upload(ALL + "?name=b.csv", text.getBytes(StandardCharsets.UTF_8)).json();
        assertThat(again.path("sameAs").asInt()).isEqualTo(id);
        assertThat(engineer.delete(ALL + "/" + again.path("id").asInt()).status()).isEqualTo(204);
        assertThat(engineer.get(ALL + "/" + again.path("id").asInt()).code()).isEqualTo("unknown-import");
        assertThat(engineer.post(ALL + "/" + id + "/file", "").code()).isEqualTo("import-refused");
    }

    @Test
    void readingsThatCannotBeAreRefusedInASentence() {
        int id = engineer.upload(ALL + "?name=a.csv", "time,x\n1,2\n".getBytes(StandardCharsets.UTF_8)).json()
                .path("id").asInt();
        Client.Answer zone = engineer.put(ALL + "/" + id + "/reading", "{\"zone\":\"Mars/Olympus\"}");
        assertThat(zone.status()).isEqualTo(400);
        assertThat(zone.text()).contains("time zone Mars/Olympus is not known");
        assertThat(engineer.put(ALL + "/" + id + "/reading", "{\"colour\":\"red\"}").code()).isEqualTo("unknown-field");
        assertThat(engineer.upload(ALL, new byte[]{1}).status()).as("without a name").isEqualTo(400);
        int empty = engineer.upload(ALL + "?name=empty.csv", new byte[0]).json().path("id").asInt();
        assertThat(engineer.get(ALL + "/" + empty + "/look").json().at("/text/zh").asText()).contains("没有数据行");
    }
}
