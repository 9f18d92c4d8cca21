package org.factfloor.connectivity.opcua;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.factfloor.connectivity.FileCertificateTrust;
import org.factfloor.connectivity.Protocol;
import org.factfloor.connectivity.ProtocolContract;
import org.factfloor.connectivity.SmallPlant;
import org.factfloor.plant.Connection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every protocol, against the independent server. */
class OpcUaContractTest extends ProtocolContract {

    private static final int CHILDREN = 1_200;

    @TempDir
    Path folder;

    @Override
    protected Protocol protocol() {
        return new OpcUaProtocol(folder, new FileCertificateTrust(folder));
    }

    @Override
    protected Source source() throws Exception {
        return new PeerSource();
    }

    /** A peer that keeps its port over restarts. */
    private static final class PeerSource implements Source {

        private final int port;
        private @Nullable OpcUaPeer peer;

        PeerSource() throws Exception {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
        }

        @Override
        public void start() {
            peer = OpcUaPeer.start("--port", "" + port, "--period", "100", "--children", "" + CHILDREN);
        }

        @Override
        public void kill() {
            close();
        }

        @Override
        public Connection connection() {
            return SmallPlant.connection("source", "opcua", "opc.tcp://127.0.0.1:" + port);
        }

        @Override
        public String counting() {
            return OpcUaPeer.address("v.0");
        }

        @Override
        public String held() {
            return OpcUaPeer.address("special.held");
        }

        @Override
        public String unknown() {
            return OpcUaPeer.address("there.is.no.such.node");
        }

        @Override
        public String crowded() {
            return OpcUaPeer.address("many");
        }

        @Override
        public int crowd() {
            return CHILDREN;
        }

        @Override
        public void close() {
            if (peer != null) {
                peer.close();
                peer = null;
            }
        }
    }
}
