package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {

    private final NamespaceTable namespaces = new NamespaceTable("urn:server", "urn:vendor:machine", "urn:a;b%c");

    @Test
    void findsANamespaceByItsUriWhateverItsNumber() throws Exception {
        assertThat(NodeAddress.resolve("nsu=urn:vendor:machine;s=Spindle;Load=1", namespaces))
                .isEqualTo(new NodeId(2, "Spindle;Load=1"));
        assertThat(NodeAddress.resolve(" ns=2;i=7 ", namespaces)).isEqualTo(new NodeId(2, 7));
        assertThat(NodeAddress.resolve("i=2258", namespaces)).isEqualTo(new NodeId(0, 2258));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nsu=urn:vendor:machine;s=Axis 1", "nsu=urn:vendor:machine;i=4294967295", "i=85",
            "nsu=urn:vendor:machine;g=72962B91-FA75-4AE6-8D28-B404DC7DAF63", "nsu=urn:vendor:machine;b=yv4=",
            "nsu=urn:a%3Bb%25c;s=x"})
    void writesWhatItReads(String address) throws Exception {
        assertThat(NodeAddress.of(NodeAddress.resolve(address, namespaces), namespaces)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Spindle", "nsu=urn:vendor:machine", "nsu=urn:vendor:machine;x=1", "ns=a;i=1", "i=-1"})
    void refusesWhatIsNoAddress(String address) {
        NodeAddress.Unresolved refusal = catchThrowableOfType(NodeAddress.Unresolved.class,
                () -> NodeAddress.resolve(address, namespaces));

        assertThat(refusal.isMalformed()).isTrue();
    }

    @Test
    void saysWhichNamespacesThereAre() {
        NodeAddress.Unresolved refusal = catchThrowableOfType(NodeAddress.Unresolved.class,
                () -> NodeAddress.resolve("nsu=urn:other;s=x", namespaces));

        assertThat(refusal.isMalformed()).isFalse();
        assertThat(refusal.getMessage()).contains("urn:other", "urn:vendor:machine");
    }
}
