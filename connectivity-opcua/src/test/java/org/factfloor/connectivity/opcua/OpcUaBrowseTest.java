package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.factfloor.connectivity.opcua.OpcUaPeer.address;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.factfloor.connectivity.ConnectorSpec;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.connectivity.Protocol;
import org.factfloor.connectivity.Protocol.Node;
import org.factfloor.connectivity.Protocol.Variable;
import org.factfloor.plant.Connection.Security;
import org.factfloor.plant.SignalKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who looks through a machine. */
@TestInstance(Lifecycle.PER_CLASS)
class OpcUaBrowseTest {

    private OpcUaPeer peer;
    private OpcUaProtocol protocol;
    private ConnectorSpec spec;

    @BeforeAll
    void begin(@TempDir Path folder) {
        peer = OpcUaPeer.start("--children", "5000", "--period", "0");
        protocol = new OpcUaProtocol(folder, new FileCertificateTrust(folder));
        spec = Sources.anonymous(peer.endpoint(), Security.NONE);
    }

    @AfterAll
    void end() {
        peer.close();
    }

    @Test
    void beginsWithTheObjectsOfTheMachine() throws Exception {
        assertThat(nodes(Optional.empty())).containsKeys("Server", "plant", "scalars").satisfies(nodes -> {
            assertThat(node(nodes, "plant")).extracting(Node::address, Node::hasChildren)
                    .containsExactly(address("plant"), true);
            assertThat(node(nodes, "Server").address()).isEqualTo("i=2253");
        });
    }

    @Test
    void showsTypeValueUnitAndWhatAVariableMayBe() throws Exception {
        Map<String, Node> nodes = nodes(Optional.of(address("scalars")));

        assertThat(variable(nodes, "scalar.Analog"))
                .isEqualTo(new Variable("Double", Optional.of(SignalKind.ANALOG), "21.5", "Cel"));
        assertThat(variable(nodes, "scalar.String"))
                .isEqualTo(new Variable("String", Optional.of(SignalKind.TEXT), "数控", ""));
        assertThat(variable(nodes, "scalar.Boolean"))
                .isEqualTo(new Variable("Boolean", Optional.of(SignalKind.STATE), "true", ""));
        assertThat(variable(nodes, "scalar.Enumeration"))
                .isEqualTo(new Variable("ServerState", Optional.of(SignalKind.STATE), "1", ""));
        assertThat(variable(nodes, "scalar.Array")).isEqualTo(new Variable("Double", Optional.empty(), "[3]", ""));
        assertThat(variable(nodes, "scalar.Structure").kind()).isEmpty();
        assertThat(node(nodes, "scalar.String").hasChildren()).isFalse();
        assertThat(node(nodes, "scalar.Analog").hasChildren()).isTrue();
    }

    @Test
    void goesRoundALoopAsLongAsAPersonLikes() throws Exception {
        String at = address("loop");
        for (int i = 0; i < 5; i++) {
            at = nodes(Optional.of(at)).values().iterator().next().address();
        }

        assertThat(at).isEqualTo(address("loop.b"));
    }

    @Test
    void turnsThePagesOfAFolderOfFiveThousand() throws Exception {
        Protocol.Page page = protocol.browse(spec, Optional.of(address("many")), Optional.empty());
        assertThat(page.nodes()).hasSize(500);
        Protocol.Page last = protocol.browse(spec, Optional.of(address("many")), Optional.of("4500"));

        assertThat(last.nodes()).hasSize(500);
        assertThat(last.nodes().getLast().address()).isEqualTo(address("many.4999"));
        assertThat(last.next()).isEmpty();
        assertThat(peer.sessions()).as("sessions left behind").isZero();
    }

    private Map<String, Node> nodes(Optional<String> parent) throws Exception {
        return protocol.browse(spec, parent, Optional.empty()).nodes().stream()
                .collect(Collectors.toMap(Node::name, Function.identity()));
    }

    private static Variable variable(Map<String, Node> nodes, String name) {
        return node(nodes, name).variable().orElseThrow();
    }

    private static Node node(Map<String, Node> nodes, String name) {
        return Optional.ofNullable(nodes.get(name)).orElseThrow();
    }
}
