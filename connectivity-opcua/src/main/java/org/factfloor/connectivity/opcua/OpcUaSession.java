package org.factfloor.connectivity.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;
import org.factfloor.connectivity.ConnectorSpec;
import org.factfloor.connectivity.opcua.Faults.Stage;
import org.factfloor.plant.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session with one server, from opening to closing. Requests may come from many threads. */
final class OpcUaSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpcUaSession.class);

    /** A server that takes longer for one answer counts as silent. */
    static final Duration ANSWER = Duration.ofSeconds(8);
    private static final Duration TCP = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(3);
    /** The server drops a session it has not heard of for this long, with its subscription. */
    private static final Duration SESSION = Duration.ofMinutes(1);

    private final OpcUaClient client;
    private final Faults faults;
    private final ServerLimits limits;

    private OpcUaSession(OpcUaClient client, Faults faults, ServerLimits limits) {
        this.client = client;
        this.faults = faults;
        this.limits = limits;
    }

    /**
     * Asks the server for its endpoints, checks its certificate and opens a session.
     *
     * @param certificateFolder where our own certificate lies
     * @param relying told the thumbprint of the certificate that is about to be checked
     */
    static OpcUaSession open(ConnectorSpec spec, Path certificateFolder, ServerCertificate certificates,
            Consumer<String> relying)
            throws ConnectionFault, InterruptedException {
        Connection connection = spec.connection();
        Faults faults = new Faults(connection);
        ServerUrl url = ServerUrl.parse(connection.endpoint())
                .orElseThrow(() -> faults.of(Kind.BAD_ADDRESS,
                        "'" + connection.endpoint()
                                + "' is not an OPC UA address; write it like opc.tcp://10.0.0.7:4840",
                        Map.of()));
        List<EndpointDescription> offered = await(DiscoveryClient.getEndpoints(url.text(), OpcUaSession::hurry), faults,
                Stage.ASKING);
        EndpointDescription endpoint = EndpointUtil.updateUrl(EndpointChoice.choose(offered, connection, faults),
                url.host(), url.port());
        OpcUaClientConfigBuilder config = OpcUaClientConfig.builder().setEndpoint(endpoint)
                .setApplicationName(LocalizedText.english("Factfloor")).setApplicationUri("urn:factfloor:client")
                .setProductUri("urn:factfloor").setSessionName(() -> "Factfloor " + connection.id())
                .setSessionTimeout(uint(SESSION.toMillis())).setRequestTimeout(uint(ANSWER.toMillis()))
                .setCertificateValidator((chain, uri, hosts) -> {
                    // Judged below, before the first message to it; the endpoint pins it.
                });
        connection.user().ifPresentOrElse(
                user -> config.setIdentityProvider(new UsernameProvider(user, spec.password().orElse(""),
                        (chain, uri, hosts) -> {
                            // The same certificate, judged below as well.
                        }, EndpointChoice::strongest)),
                () -> config.setIdentityProvider(new AnonymousProvider()));
        boolean secured = connection.security() != Connection.Security.NONE;
        if (secured || connection.user().isPresent()) {
            // Without security, the password alone is encrypted, for whoever owns this certificate.
            X509Certificate shown = certificateOf(endpoint, faults);
            relying.accept(ServerCertificate.thumbprint(shown));
            certificates.check(shown, connection.id(), faults);
        }
        if (secured) {
            identify(config, certificateFolder, faults);
        }
        OpcUaClient client = create(config, faults);
        boolean opened = false;
        try {
            await(client.connectAsync(), faults, Stage.OPENING);
            OpcUaSession session = new OpcUaSession(client, faults, ServerLimits.read(client, faults));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                disconnect(client);
            }
        }
    }

    OpcUaClient client() {
        return client;
    }

    Faults faults() {
        return faults;
    }

    ServerLimits limits() {
        return limits;
    }

    /** Waits for one answer, within a bound. */
    <T> T await(CompletableFuture<T> answer) throws ConnectionFault, InterruptedException {
        return await(answer, faults, Stage.RUNNING);
    }

    static <T> T await(CompletableFuture<T> answer, Faults faults, Stage stage)
            throws ConnectionFault, InterruptedException {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw faults.of(stage, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw faults.of(stage, e);
        }
    }

    /** Closes the session and with it its subscription at the server, as far as the server still answers. */
    @Override
    public void close() {
        disconnect(client);
    }

    private static void disconnect(OpcUaClient client) {
        CompletableFuture<OpcUaClient> goodbye = client.disconnectAsync();
        boolean interrupted = Thread.interrupted();
        try {
            goodbye.get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            log.debug("the server did not answer the goodbye", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static X509Certificate certificateOf(EndpointDescription endpoint, Faults faults) throws ConnectionFault {
        try {
            byte[] encoded = endpoint.getServerCertificate() == null ? null : endpoint.getServerCertificate().bytes();
            if (encoded == null) {
                throw faults.of(Kind.PROTOCOL_ERROR, "the server shows no certificate to encrypt with",
                        Map.of());
            }
            return CertificateUtil.decodeCertificates(encoded).getFirst();
        } catch (UaException e) {
            throw faults.of(Stage.ASKING, e);
        }
    }

    private static void identify(OpcUaClientConfigBuilder config, Path folder, Faults faults) throws ConnectionFault {
        try {
            ClientIdentity own = ClientIdentity.in(folder);
            config.setKeyPair(own.keys()).setCertificate(own.certificate())
                    .setCertificateChain(new X509Certificate[]{own.certificate()})
                    .setApplicationUri(own.applicationUri());
        } catch (IOException e) {
            throw faults.of(Kind.INTERNAL, String.valueOf(e.getMessage()), Map.of());
        }
    }

    private static OpcUaClient create(OpcUaClientConfigBuilder config, Faults faults) throws ConnectionFault {
        try {
            return OpcUaClient.create(config.build(), OpcUaSession::hurry);
        } catch (UaException e) {
            throw faults.of(Stage.OPENING, e);
        }
    }

    private static void hurry(OpcTcpClientTransportConfigBuilder transport) {
        transport.setConnectTimeout(uint(TCP.toMillis())).setAcknowledgeTimeout(uint(TCP.toMillis()));
    }
}
