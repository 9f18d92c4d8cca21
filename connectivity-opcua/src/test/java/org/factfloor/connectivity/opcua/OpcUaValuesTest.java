package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.factfloor.connectivity.opcua.OpcUaPeer.address;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.connectivity.RecordingSink;
import org.factfloor.connectivity.SmallPlant;
import org.factfloor.connectivity.Supervision;
import org.factfloor.connectivity.SupervisionSettings;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of values of every type, of values that cannot be, and of times that cannot be. */
@TestInstance(Lifecycle.PER_CLASS)
class OpcUaValuesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final RecordingSink sink = new RecordingSink();
    private final Map<String, Integer> refs = new HashMap<>();
    private OpcUaPeer peer;
    private Supervision supervision;

    @BeforeAll
    void connect(@TempDir Path folder) throws Exception {
        peer = OpcUaPeer.start("--children", "0", "--period", "0");
        supervision = new Supervision(
                List.of(new OpcUaProtocol(folder, new FileCertificateTrust(folder), Duration.ofSeconds(1))), sink,
                name -> Optional.empty(), InstantSource.system(), SupervisionSettings.standard());
        SmallPlant plant = new SmallPlant().with(SmallPlant.connection("source", "opcua", peer.endpoint()));
        List<String> wanted = new ArrayList<>();
        for (String type : List.of("Float", "Double", "Int16", "UInt64", "Boolean", "String", "Array", "Structure")) {
            wanted.add("ANALOG scalar." + type);
        }
        for (String type : List.of("Boolean", "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64",
                "Enumeration", "DateTime", "Double")) {
            wanted.add("COUNTER scalar." + type);
        }
        for (String type : List.of("String", "LocalizedText", "QualifiedName", "Guid", "ByteString", "NodeId",
                "StatusCode", "DateTime", "UInt64", "Boolean")) {
            wanted.add("TEXT scalar." + type);
        }
        for (String name : List.of("NaN", "Infinity", "NegativeInfinity", "bad", "held", "1601", "future")) {
            wanted.add("ANALOG special." + name);
        }
        wanted.addAll(List.of("ANALOG flip", "ANALOG late"));
        for (String each : wanted) {
            refs.put(each, refs.size());
            plant.signal(SignalKind.valueOf(each.substring(0, each.indexOf(' '))),
                    address(each.substring(each.indexOf(' ') + 1)));
        }
        supervision.apply(ConnectionPlan.of(plant.model(), SmallPlant::refOf));
        await().atMost(SOON).until(() -> samples("ANALOG flip").size() > 0 && status().refused().size() >= 5);
    }

    @AfterAll
    void close() {
        supervision.close();
        peer.close();
    }

    @Test
    void keepsNumbers() {
        assertThat(number("ANALOG scalar.Float")).isEqualTo(1.5);
        assertThat(number("ANALOG scalar.Double")).isEqualTo(Math.PI);
        assertThat(number("ANALOG scalar.Int16")).isEqualTo(-1600);
        assertThat(number("ANALOG scalar.UInt64")).isEqualTo(0x1p64);
        assertThat(number("ANALOG scalar.Boolean")).isEqualTo(1);
    }

    @Test
    void keepsWholesToTheBit() {
        assertThat(whole("COUNTER scalar.Boolean")).isEqualTo(1);
        assertThat(whole("COUNTER scalar.SByte")).isEqualTo(-8);
        assertThat(whole("COUNTER scalar.Byte")).isEqualTo(200);
        assertThat(whole("COUNTER scalar.Int16")).isEqualTo(-1_600);
        assertThat(whole("COUNTER scalar.UInt16")).isEqualTo(60_000);
        assertThat(whole("COUNTER scalar.Int32")).isEqualTo(-320_000);
        assertThat(whole("COUNTER scalar.UInt32")).isEqualTo(4_000_000_000L);
        assertThat(whole("COUNTER scalar.Int64")).isEqualTo(-2);
        assertThat(whole("COUNTER scalar.UInt64")).isEqualTo(0xFFFF_FFFF_FFFF_FFFFL);
        assertThat(whole("COUNTER scalar.Enumeration")).isEqualTo(1);
        assertThat(whole("COUNTER scalar.DateTime")).isEqualTo(Micros.of(Instant.parse("2026-11-24T08:00:00.123Z")));
    }

    @Test
    void keepsTexts() {
        assertThat(text("TEXT scalar.String")).isEqualTo("数控");
        assertThat(text("TEXT scalar.LocalizedText")).isEqualTo("Running");
        assertThat(text("TEXT scalar.QualifiedName")).isEqualTo("1:Axis");
        assertThat(text("TEXT scalar.Guid")).isEqualToIgnoringCase("72962B91-FA75-4AE6-8D28-B404DC7DAF63");
        assertThat(text("TEXT scalar.ByteString")).isEqualTo("cafe");
        assertThat(text("TEXT scalar.NodeId")).isEqualTo("i=85");
        assertThat(text("TEXT scalar.StatusCode")).isEqualTo("BadDeviceFailure");
        assertThat(text("TEXT scalar.DateTime")).isEqualTo("2026-11-24T08:00:00.123Z");
        assertThat(text("TEXT scalar.UInt64")).isEqualTo("18446744073709551615");
        assertThat(text("TEXT scalar.Boolean")).isEqualTo("true");
    }

    @Test
    void refusesWhatDoesNotFitAndSaysSo() {
        for (String each : List.of("ANALOG scalar.String", "ANALOG scalar.Array", "ANALOG scalar.Structure",
                "COUNTER scalar.Double")) {
            SampleBatch samples = samples(each);
            assertThat(samples.type(0)).as(each).isEqualTo(ValueType.NONE);
            assertThat(samples.status(0)).as(each).isEqualTo(StatusCode.BAD_TYPE_MISMATCH);
            assertThat(status().refused()).as(each).anySatisfy(refusal -> {
                assertThat(refusal.signal()).isEqualTo("machine/s" + refs.get(each));
                assertThat(refusal.status()).isEqualTo(StatusCode.BAD_TYPE_MISMATCH);
                assertThat(refusal.why()).contains("kind");
            });
        }
    }

    /** NaN is a number, bad is a status, and neither is an absent value. */
    @Test
    void tellsNaNInfinityAndBadApart() {
        assertThat(number("ANALOG special.NaN")).isNaN();
        assertThat(samples("ANALOG special.NaN").type(0)).isEqualTo(ValueType.NUMBER);
        assertThat(number("ANALOG special.Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(number("ANALOG special.NegativeInfinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(samples("ANALOG special.bad").status(0)).isEqualTo(StatusCode.BAD_SENSOR_FAILURE);
        assertThat(number("ANALOG special.bad")).isEqualTo(3);
    }

    @Test
    void filesAHeldValueAtItsOwnTimeAndWhereTheSilenceEnds() {
        SampleBatch samples = samples("ANALOG special.held");

        assertThat(Micros.toInstant(samples.time(0))).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(Micros.toInstant(samples.time(1))).isAfter(Instant.now().minus(Duration.ofMinutes(10)));
        assertThat(samples.number(1)).isEqualTo(7);
        assertThat(samples.status(1)).isEqualTo(StatusCode.GOOD);
    }

    @Test
    void retimesValuesFrom1601AndFromTheFuture() {
        for (String each : List.of("ANALOG special.1601", "ANALOG special.future")) {
            SampleBatch samples = samples(each);
            assertThat(samples.status(0)).as(each).isEqualTo(StatusCode.UNCERTAIN_SUBSTITUTE_VALUE);
            assertThat(Micros.toInstant(samples.time(0))).as(each).isBetween(
                    Instant.now().minus(Duration.ofMinutes(10)), Instant.now().plus(Duration.ofSeconds(10)));
        }
        assertThat(status().retimed()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void recoversWhenATypeFitsAgain() {
        String refusal = "machine/s" + refs.get("ANALOG flip");
        peer.write("flip", "String", "\"out of order\"");
        await().atMost(SOON).until(() -> isRefused(refusal));
        peer.write("flip", "Float", "2.5");
        await().atMost(SOON).until(() -> !isRefused(refusal));

        SampleBatch samples = samples("ANALOG flip");
        assertThat(samples.number(samples.size() - 1)).isEqualTo(2.5);
        assertThat(samples.status(samples.size() - 2)).isEqualTo(StatusCode.BAD_TYPE_MISMATCH);
    }

    @Test
    void asksAgainForANodeThatComesLater() {
        String refusal = "machine/s" + refs.get("ANALOG late");
        assertThat(status().refused()).anySatisfy(each -> {
            assertThat(each.signal()).isEqualTo(refusal);
            assertThat(each.status()).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
        });

        peer.tell("{\"cmd\":\"add\",\"id\":\"late\"}");

        await().atMost(SOON).until(() -> !isRefused(refusal) && samples("ANALOG late").size() > 0);
    }

    @Test
    void measuresTheServersClock() {
        assertThat(status().clockOffset().orElseThrow().abs()).isLessThan(Duration.ofSeconds(2));
    }

    private boolean isRefused(String signal) {
        return status().refused().stream().anyMatch(refusal -> refusal.signal().equals(signal));
    }

    private ConnectionStatus status() {
        return supervision.status("source").orElseThrow();
    }

    private SampleBatch samples(String signal) {
        return sink.samples(refs.getOrDefault(signal, -1));
    }

    private double number(String signal) {
        assertThat(samples(signal).type(0)).as(signal).isEqualTo(ValueType.NUMBER);
        return samples(signal).number(0);
    }

    private long whole(String signal) {
        assertThat(samples(signal).type(0)).as(signal).isEqualTo(ValueType.WHOLE);
        return samples(signal).whole(0);
    }

    private String text(String signal) {
        assertThat(samples(signal).type(0)).as(signal).isEqualTo(ValueType.TEXT);
        return samples(signal).text(0);
    }
}
