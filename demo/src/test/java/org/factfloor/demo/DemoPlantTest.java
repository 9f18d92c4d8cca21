package org.factfloor.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.factfloor.demo.DemoSettings.Flapping;
import org.factfloor.demo.line.Frame;
import org.factfloor.demo.line.Line;
import org.factfloor.plant.StatusCode;
import org.junit.jupiter.api.Test;

/** The plant as a client sees it: its plant.yaml, and real sessions with its servers. */
class DemoPlantTest {

    private static final Instant MORNING = Instant.parse("2026-11-24T00:10:00Z");
    private static final long SEED = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A clock the test sets. */
    private static final class SetClock implements InstantSource {
        private volatile Instant now = MORNING;

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void servesEverySignalOfItsPlantYamlWithAGoodValueOfItsKind() throws Exception {
        try (DemoPlant plant = DemoPlant.start(steady(Duration.ZERO), new SetClock())) {
            YamlNode yaml = YamlNode.parse(plant.plantYaml());
            int signals = 0;
            for (YamlNode unit : yaml.workUnits().stream().filter(unit -> unit.has("connection")).toList()) {
                try (ClientSession session = new ClientSession(yaml.endpoint(unit.text("connection")))) {
                    for (YamlNode signal : yaml.child("templates", unit.text("template")).children("signals")) {
                        String node = unit.child("parameters").text("node");
                        String address = signal.text("address").replace("${node}", node);
                        DataValue value = session.read(address);
                        assertThat(value.statusCode().getValue()).as(address).isEqualTo(StatusCode.GOOD);
                        assertThat(value.value().value()).as(address).isInstanceOfAny(types(signal.text("kind")));
                        assertThat(session.sourceTime(address)).isEqualTo(MORNING);
                        signals++;
                    }
                }
            }
            assertThat(signals).isEqualTo(Frame.SLOTS.size());
        }
    }

    @Test
    void saysInBothLanguagesThatItIsSimulated() throws Exception {
        try (DemoPlant plant = DemoPlant.start(steady(Duration.ZERO), new SetClock())) {
            YamlNode yaml = YamlNode.parse(plant.plantYaml());
            assertThat(yaml.child("enterprise").child("name").entries())
                    .isEqualTo(Map.of("en", "Demo plant (simulated)", "zh", "演示工厂（模拟）"));
            assertThat(yaml.workUnits()).hasSize(9).allSatisfy(unit -> {
                assertThat(unit.child("name").text("en")).endsWith(" (simulated)");
                assertThat(unit.child("name").text("zh")).endsWith("（模拟）");
            });
        }
    }

    @Test
    void tellsUnitAndNormalRangeAsProperties() throws Exception {
        try (DemoPlant plant = DemoPlant.start(steady(Duration.ZERO), new SetClock());
                ClientSession session = session(plant, "cnc-1")) {
            Map<String, Object> properties = session.properties("nsu=urn:factfloor:demo:cnc;s=CNC1.Spindle.Load");
            EUInformation unit = (EUInformation) requireNonNull(properties.get("EngineeringUnits"));
            Range range = (Range) requireNonNull(properties.get("EURange"));
            assertThat(unit.getDisplayName().text()).isEqualTo("%");
            assertThat(range.getHigh()).isEqualTo(82.0);
        }
    }

    @Test
    void showsFastValuesTenTimesASecondAndContinuesThePast() throws Exception {
        SetClock clock = new SetClock();
        Line line = lineAt(MORNING.plusSeconds(3));
        try (DemoPlant plant = DemoPlant.start(steady(Duration.ZERO), clock);
                ClientSession session = session(plant, "compressor-1")) {
            String pressure = "nsu=urn:factfloor:demo:compressor;s=COMP1.Air.Pressure";
            String demand = "nsu=urn:factfloor:demo:compressor;s=COMP1.Air.Flow";
            clock.now = MORNING.plusMillis(2_900);
            await().atMost(PATIENCE).until(() -> session.sourceTime(pressure).equals(clock.now));
            assertThat(session.sourceTime(demand)).isEqualTo(MORNING.plusSeconds(2));
            clock.now = MORNING.plusMillis(3_000);
            await().atMost(PATIENCE).until(() -> session.sourceTime(pressure).equals(clock.now));
            assertThat(session.read(pressure).value().value())
                    .isEqualTo(frame(line).number(slot("compressor-1/air-pressure")));
        }
    }

    @Test
    void marksTheValueOfAFailedSensorBad() throws Exception {
        SetClock clock = new SetClock();
        int slot = slot("imm-1/mould-temperature");
        Line line = lineAt(MORNING.plusSeconds(1));
        while (frame(line).status(slot) == StatusCode.GOOD) {
            line.step();
        }
        try (DemoPlant plant = DemoPlant.start(steady(Duration.ZERO), clock);
                ClientSession session = session(plant, "imm-1")) {
            String temperature = "nsu=urn:factfloor:demo:moulding;s=IMM1.Mould.Temperature";
            assertThat(session.read(temperature).statusCode().isGood()).isTrue();
            clock.now = Instant.ofEpochSecond(line.second());
            await().atMost(PATIENCE).until(() -> session.read(temperature).statusCode().isBad());
            DataValue value = session.read(temperature);
            assertThat((int) value.statusCode().getValue()).isEqualTo(StatusCode.BAD_SENSOR_FAILURE);
            assertThat(value.value().isNull()).isTrue();
        }
    }

    @Test
    void closesTheServerThatFlapsAndOpensItAgainOnTheSamePort() throws Exception {
        SetClock clock = new SetClock();
        clock.now = MORNING.plusSeconds(30);
        Flapping flapping = new Flapping("robot-1", Duration.ofMinutes(10), Duration.ofSeconds(20));
        try (DemoPlant plant = DemoPlant.start(new DemoSettings(SEED, MORNING, Duration.ZERO, Optional.of(flapping)),
                clock)) {
            String endpoint = YamlNode.parse(plant.plantYaml()).endpoint("robot-1");
            String state = "nsu=urn:factfloor:demo:robot;s=ROB1.State";
            try (ClientSession session = new ClientSession(endpoint)) {
                assertThat(session.read(state).statusCode().isGood()).isTrue();
                clock.now = MORNING.plusSeconds(601);
                await().atMost(PATIENCE).until(() -> !accepts(endpoint));
            }
            clock.now = MORNING.plusSeconds(621);
            await().atMost(PATIENCE).until(() -> accepts(endpoint));
            try (ClientSession session = new ClientSession(endpoint)) {
                // The first second after it opened gives it values.
                clock.now = MORNING.plusSeconds(622);
                await().atMost(PATIENCE).until(() -> session.read(state).statusCode().isGood());
            }
        }
    }

    @Test
    void notifiesSubscribersOfChanges() throws Exception {
        SetClock clock = new SetClock();
        try (DemoPlant plant = DemoPlant.start(steady(Duration.ZERO), clock);
                ClientSession session = session(plant, "meter-1")) {
            List<DataValue> values = new CopyOnWriteArrayList<>();
            OpcUaMonitoredItem item = OpcUaMonitoredItem
                    .newDataItem(session.nodeId("nsu=urn:factfloor:demo:meter;s=EM1.Power.Active"));
            item.setSamplingInterval(100.0);
            item.setDataValueListener((_, value) -> values.add(value));
            OpcUaSubscription subscription = new OpcUaSubscription(session.client());
            subscription.setPublishingInterval(100.0);
            subscription.create();
            subscription.addMonitoredItem(item);
            subscription.synchronizeMonitoredItems();
            await().atMost(PATIENCE).until(() -> values.size() == 1);
            clock.now = MORNING.plusSeconds(17);
            await().atMost(PATIENCE).until(() -> values.size() == 2);
            assertThat(requireNonNull(values.getLast().sourceTime()).getJavaInstant()).isEqualTo(clock.now);
        }
    }

    @Test
    void closesAllPortsAndCanBeClosedTwice() throws Exception {
        DemoPlant plant = DemoPlant.start(steady(Duration.ZERO), new SetClock());
        List<String> endpoints = YamlNode.parse(plant.plantYaml()).children("connections").stream()
                .map(connection -> connection.text("endpoint")).toList();
        assertThat(endpoints).hasSize(8).doesNotHaveDuplicates().allMatch(DemoPlantTest::accepts);
        plant.close();
        assertThat(endpoints).noneMatch(DemoPlantTest::accepts);
        assertThatCode(plant::close).doesNotThrowAnyException();
    }

    private static DemoSettings steady(Duration past) {
        return new DemoSettings(SEED, MORNING, past, Optional.empty());
    }

    private static ClientSession session(DemoPlant plant, String connection) throws Exception {
        return new ClientSession(YamlNode.parse(plant.plantYaml()).endpoint(connection));
    }

    private static Line lineAt(Instant instant) {
        Line line = steady(Duration.ZERO).line();
        while (line.second() < instant.getEpochSecond()) {
            line.step();
        }
        return line;
    }

    private static Frame frame(Line line) {
        Frame frame = new Frame();
        frame.read(line);
        return frame;
    }

    private static int slot(String key) {
        return Frame.SLOTS.stream().map(Frame.Slot::key).toList().indexOf(key);
    }

    private static Class<?>[] types(String kind) {
        return switch (kind) {
            case "analog" -> new Class<?>[]{Double.class};
            case "text" -> new Class<?>[]{String.class};
            case "counter" -> new Class<?>[]{Number.class};
            default -> new Class<?>[]{Integer.class, Boolean.class};
        };
    }

    private static boolean accepts(String endpoint) {
        int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
