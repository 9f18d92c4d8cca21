package org.factfloor.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.factfloor.demo.line.Frame;
import org.factfloor.demo.line.MachineSheet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OPC UA server of one simulated machine, on a loopback port, without security. It can be opened and closed any
 * number of times and keeps its port; each opening is a machine that has just been switched on, without the sessions and
 * subscriptions from before. Safe for several threads.
 */
final class MachineServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MachineServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORTS_TO_TRY = 20;
    private static final long CLOSING_SECONDS = 10;
    private static final long LOOK_AGAIN_MILLIS = 5;

    private final MachineSheet<?> sheet;
    private final int firstSlot;
    private final int port;
    private @Nullable Running running;

    /** An open server with its nodes. */
    private record Running(OpcUaServer server, MachineNodes nodes) {}

    private MachineServer(MachineSheet<?> sheet, int firstSlot, int port, Running running) {
        this.sheet = sheet;
        this.firstSlot = firstSlot;
        this.port = port;
        this.running = running;
    }

    /**
     * Opens a machine's server on a free port.
     *
     * @param firstSlot where the machine's channels begin in a {@link Frame}
     * @throws DemoException if no port can be had
     */
    static MachineServer open(MachineSheet<?> sheet, int firstSlot) throws InterruptedException {
        DemoException failure = new DemoException("no port was tried", null);
        // Another process may take the port between finding it and binding it; then the next one will do.
        for (int attempt = 0; attempt < PORTS_TO_TRY; attempt++) {
            int port = freePort();
            try {
                return new MachineServer(sheet, firstSlot, port, run(sheet, port));
            } catch (DemoException taken) {
                failure = taken;
            }
        }
        throw failure;
    }

    /** Id of the machine. */
    String machine() {
        return sheet.id();
    }

    String endpoint() {
        return "opc.tcp://" + LOOPBACK + ":" + port;
    }

    synchronized boolean isOpen() {
        return running != null;
    }

    /**
     * Opens the server again after {@link #close()}; does nothing if it is open.
     *
     * @throws DemoException if its port cannot be had at the moment
     */
    synchronized void reopen() throws InterruptedException {
        if (running == null) {
            running = run(sheet, port);
        }
    }

    /** Shows new values: between a frame and the one a second later. */
    synchronized void publish(Frame frame, Frame next, double fraction, Instant time) {
        if (running != null) {
            running.nodes().publish(frame, next, firstSlot, fraction, time);
        }
    }

    /** Ends all sessions and closes the port. */
    @Override
    public synchronized void close() {
        if (running != null) {
            stop(running);
            running = null;
            awaitClosedPort();
        }
    }

    /** The server's own shutdown begins to close the port and does not wait for it. */
    private void awaitClosedPort() {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSING_SECONDS);
        while (!isFree(port) && System.nanoTime() < giveUp && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS));
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + LOOPBACK, e);
        }
    }

    private static Running run(MachineSheet<?> sheet, int port) throws InterruptedException {
        OpcUaServer server = new OpcUaServer(configuration(sheet, port),
                profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
        MachineNodes nodes = new MachineNodes(server, sheet);
        nodes.startup();
        Running running = new Running(server, nodes);
        try {
            server.startup().get(CLOSING_SECONDS, TimeUnit.SECONDS);
            return running;
        } catch (ExecutionException | TimeoutException e) {
            stop(running);
            throw new DemoException("the simulated " + sheet.name().en() + " could not open port " + port, e);
        }
    }

    private static void stop(Running running) {
        try {
            running.server().shutdown().get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A simulated machine did not stop in good order", e);
        } finally {
            // Last, because the sessions that end with the server still give back their monitored items.
            running.nodes().shutdown();
        }
    }

    private static OpcUaServerConfig configuration(MachineSheet<?> sheet, int port) {
        EndpointConfig endpoint = EndpointConfig.newBuilder().setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                .setBindAddress(LOOPBACK).setHostname(LOOPBACK).setBindPort(port).setSecurityPolicy(SecurityPolicy.None)
                .setSecurityMode(MessageSecurityMode.None)
                .addTokenPolicy(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS).build();
        return OpcUaServerConfig.builder().setEndpoints(Set.of(endpoint))
                .setApplicationName(LocalizedText.english(sheet.name().en() + " (simulated)"))
                .setApplicationUri(sheet.namespaceUri() + ":server").setProductUri("urn:factfloor:demo")
                .setBuildInfo(
                        new BuildInfo("urn:factfloor:demo", "Factfloor", "Simulated machine", "", "", DateTime.now()))
                .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine())).build();
    }
}
