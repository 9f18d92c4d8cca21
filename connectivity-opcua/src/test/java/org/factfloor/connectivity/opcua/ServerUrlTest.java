package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    @ParameterizedTest
    @CsvSource({"opc.tcp://10.0.0.7:4841, 10.0.0.7, 4841", "opc.tcp://press_7, press_7, 4840",
            "opc.tcp://[fe80::1]:4840/path/x, [fe80::1], 4840", "' opc.tcp://host/UA ', host, 4840"})
    void readsHostAndPort(String text, String host, int port) {
        assertThat(ServerUrl.parse(text)).get().extracting(ServerUrl::host, ServerUrl::port).containsExactly(host,
                port);
    }

    @Test
    void keepsThePath() {
        assertThat(ServerUrl.parse("opc.tcp://host/UA/Server").orElseThrow().text())
                .isEqualTo("opc.tcp://host:4840/UA/Server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "opc.tcp://", "opc.tcp://host:0", "opc.tcp://host:65536", "opc.tcp://a b",
            "opc.https://host:4840", "opc.tcp://user@host:4840:1"})
    void refusesWhatIsNoAddress(String text) {
        assertThat(ServerUrl.parse(text)).isEmpty();
    }
}
