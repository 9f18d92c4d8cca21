package org.factfloor.connectivity.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;
import org.factfloor.connectivity.ConnectorSpec;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.plant.Connection.Security;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that can keep a connection from standing is named as what it is. */
class OpcUaFaultTest {

    @TempDir
    Path folder;

    private FileCertificateTrust trust;
    private OpcUaProtocol protocol;

    @BeforeEach
    void begin() {
        trust = new FileCertificateTrust(folder);
        protocol = new OpcUaProtocol(folder, trust);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1:4840", "http://127.0.0.1:4840", "opc.tcp://", "opc.tcp://127.0.0.1:99999",
            "opc.tcp://no-such-host.invalid:4840"})
    void namesABadAddress(String endpoint) throws Exception {
        assertThat(fault(Sources.anonymous(endpoint, Security.NONE)).kind()).isEqualTo(Kind.BAD_ADDRESS);
    }

    @Test
    void namesAnAddressWhereNothingAnswers() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        ConnectionFault fault = fault(Sources.anonymous("opc.tcp://127.0.0.1:" + port, Security.NONE));

        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.getMessage()).contains("source: ", "127.0.0.1:" + port);
    }

    @Test
    void namesAServerThatTakesTheConnectionAndSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long before = System.nanoTime();

            ConnectionFault fault = fault(
                    Sources.anonymous("opc.tcp://127.0.0.1:" + silent.getLocalPort(), Security.NONE));

            assertThat(fault.kind()).isEqualTo(Kind.SILENT);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void namesAServerOfAnotherProtocol() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAsAWebServer(web));

            ConnectionFault fault = fault(
                    Sources.anonymous("opc.tcp://127.0.0.1:" + web.getLocalPort(), Security.NONE));

            assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL_ERROR);
        }
    }

    /** With and without security, because the password takes another way; the certificate is needed for both. */
    @ParameterizedTest
    @EnumSource(Security.class)
    void takesTheRightPasswordAndNamesAWrongOne(Security security) throws Exception {
        try (OpcUaPeer peer = OpcUaPeer.start("--users", "--children", "0", "--period", "0")) {
            ConnectionFault untrusted = fault(Sources.user(peer.endpoint(), security, "factfloor", "let-me-in"));
            assertThat(untrusted.kind()).isEqualTo(Kind.CERTIFICATE_UNTRUSTED);
            trustWhatWasSeen();

            connects(Sources.user(peer.endpoint(), security, "factfloor", "let-me-in"));
            ConnectionFault wrong = fault(Sources.user(peer.endpoint(), security, "factfloor", "wrong"));
            ConnectionFault nobody = fault(Sources.anonymous(peer.endpoint(), security));

            assertThat(wrong.kind()).isEqualTo(Kind.BAD_CREDENTIALS);
            assertThat(wrong.getMessage()).contains("factfloor").doesNotContain("wrong");
            assertThat(nobody.kind()).isEqualTo(Kind.BAD_CREDENTIALS);
        }
    }

    @Test
    void connectsOnlyOnceAPersonHasTrustedTheServersCertificate() throws Exception {
        try (OpcUaPeer peer = OpcUaPeer.start("--children", "0", "--period", "0")) {
            ConnectorSpec spec = Sources.anonymous(peer.endpoint(), Security.BASIC256SHA256);

            ConnectionFault fault = fault(spec);

            assertThat(fault.kind()).isEqualTo(Kind.CERTIFICATE_UNTRUSTED);
            assertThat(trust.seen()).singleElement().satisfies(seen -> {
                assertThat(fault.details()).containsEntry("thumbprint", seen.thumbprint());
                assertThat(seen.connection()).isEqualTo("source");
                assertThat(seen.applicationUri()).isEqualTo("urn:factfloor:test-server");
                assertThat(seen.trusted()).isFalse();
            });
            trustWhatWasSeen();
            connects(spec);
            trust.distrust(trust.seen().getFirst().thumbprint());
            assertThat(fault(spec).kind()).isEqualTo(Kind.CERTIFICATE_UNTRUSTED);
        }
    }

    /** A person may still decide that the machine goes on with it. */
    @Test
    void namesAnExpiredCertificateAndTakesItOnceAPersonHasTrustedIt() throws Exception {
        try (OpcUaPeer peer = OpcUaPeer.start("--expired", "--children", "0", "--period", "0")) {
            ConnectorSpec spec = Sources.anonymous(peer.endpoint(), Security.BASIC256SHA256);

            ConnectionFault fault = fault(spec);

            assertThat(fault.kind()).isEqualTo(Kind.CERTIFICATE_EXPIRED);
            assertThat(fault.details()).containsEntry("from", "2020-01-01T00:00:00Z").containsKey("to");
            trustWhatWasSeen();
            connects(spec);
        }
    }

    @Test
    void namesAServerThatDoesNotTrustUsAndOneThatOffersOtherSecurity() throws Exception {
        try (OpcUaPeer peer = OpcUaPeer.start("--strict", "--security", "secure", "--children", "0", "--period", "0",
                "--pki", "pki-strict")) {
            ConnectionFault plain = fault(Sources.anonymous(peer.endpoint(), Security.NONE));
            assertThat(plain.kind()).isEqualTo(Kind.SECURITY_NOT_OFFERED);
            assertThat(plain.details().get("offered")).contains("Basic256Sha256 SignAndEncrypt");

            fault(Sources.anonymous(peer.endpoint(), Security.BASIC256SHA256));
            trustWhatWasSeen();
            ConnectionFault rejected = fault(Sources.anonymous(peer.endpoint(), Security.BASIC256SHA256));

            assertThat(rejected.kind()).isEqualTo(Kind.CLIENT_CERTIFICATE_REJECTED);
        }
    }

    /** Endpoints often carry a name that only the machine's own network knows. */
    @Test
    void keepsTheHostThatWasTypedWhereTheServerAdvertisesAnother() throws Exception {
        try (OpcUaPeer peer = OpcUaPeer.start("--host", "machine-without-dns.invalid", "--children", "0", "--period",
                "0")) {
            connects(Sources.anonymous(peer.endpoint(), Security.NONE));
        }
    }

    private void connects(ConnectorSpec spec) throws Exception {
        assertThat(protocol.browse(spec, Optional.empty(), Optional.empty()).nodes()).isNotEmpty();
    }

    private ConnectionFault fault(ConnectorSpec spec) {
        ConnectionFault fault = catchThrowableOfType(ConnectionFault.class,
                () -> protocol.browse(spec, Optional.empty(), Optional.empty()));
        assertThat(fault).as("a fault").isNotNull();
        return fault;
    }

    private void trustWhatWasSeen() {
        trust.seen().forEach(seen -> trust.trust(seen.thumbprint()));
    }

    private static void answerAsAWebServer(ServerSocket server) {
        try {
            while (true) {
                try (Socket client = server.accept(); OutputStream out = client.getOutputStream()) {
                    client.getInputStream().readNBytes(4);
                    out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
