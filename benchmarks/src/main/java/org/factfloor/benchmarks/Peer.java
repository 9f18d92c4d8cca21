package org.factfloor.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.factfloor.plant.Micros;

/**
 * The machines of {@link LiveBench}, in a process of their own: every variable of {@link LivePlant} changes once a second,
 * spread evenly over it; the stamped ones change ten times a second and their value is the time of the write, µs. Prints
 * its port, then how many watched writes there were for each line it reads; ends when its input does.
 */
final class Peer {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SLOTS_PER_SECOND = 100;
    private static final int SLOTS_PER_STAMP = 10;

    private final PeerNodes nodes;
    private final SplittableRandom random = new SplittableRandom(42);
    private final double[] analogue = new double[LivePlant.SIGNALS];
    private final AtomicLong written = new AtomicLong();
    private int slot;

    private Peer(PeerNodes nodes) {
        this.nodes = nodes;
    }

    static void main() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            port = socket.getLocalPort();
        }
        OpcUaServer server = new OpcUaServer(configuration(port),
                profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
        PeerNodes nodes = new PeerNodes(server, LivePlant.SIGNALS + LivePlant.STAMPED);
        nodes.startup();
        server.startup().get(10, TimeUnit.SECONDS);
        Peer peer = new Peer(nodes);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            clock.scheduleAtFixedRate(peer::writeSlot, 0, 1_000 / SLOTS_PER_SECOND, TimeUnit.MILLISECONDS);
            System.out.println(port);
            peer.answer(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            clock.shutdownNow();
        }
        System.exit(0);
    }

    private void answer(BufferedReader questions) throws IOException {
        while (questions.readLine() != null) {
            System.out.println(written.get());
        }
    }

    private void writeSlot() {
        for (int i = slot; i < LivePlant.SIGNALS; i += SLOTS_PER_SECOND) {
            write(i, next(i));
        }
        for (int i = slot % SLOTS_PER_STAMP; i < LivePlant.STAMPED; i += SLOTS_PER_STAMP) {
            write(LivePlant.SIGNALS + i, Variant.ofDouble(Micros.of(Instant.now())));
        }
        slot = (slot + 1) % SLOTS_PER_SECOND;
    }

    /** Analogue values move by at least 0.01, so that every one is a change. */
    private Variant next(int variable) {
        if (variable % LivePlant.SIGNALS_PER_MACHINE >= LivePlant.ANALOGUE_PER_MACHINE) {
            return Variant.ofInt32((int) ++analogue[variable]);
        }
        int step = 1 + random.nextInt(20);
        analogue[variable] += random.nextBoolean() ? step : -step;
        return Variant.ofDouble(analogue[variable] / 100);
    }

    private void write(int variable, Variant value) {
        DateTime now = new DateTime(Instant.now());
        if (nodes.write(variable, new DataValue(value, StatusCode.GOOD, now, now))) {
            written.incrementAndGet();
        }
    }

    private static OpcUaServerConfig configuration(int port) {
        EndpointConfig endpoint = EndpointConfig.newBuilder().setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                .setBindAddress(LOOPBACK).setHostname(LOOPBACK).setBindPort(port).setSecurityPolicy(SecurityPolicy.None)
                .setSecurityMode(MessageSecurityMode.None)
                .addTokenPolicy(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS).build();
        return OpcUaServerConfig.builder().setEndpoints(Set.of(endpoint))
                .setApplicationName(LocalizedText.english("Bench")).setApplicationUri(LivePlant.NAMESPACE + ":server")
                .setProductUri(LivePlant.NAMESPACE)
                .setBuildInfo(new BuildInfo(LivePlant.NAMESPACE, "Factfloor", "Bench", "", "", DateTime.now()))
                .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine())).build();
    }
}
