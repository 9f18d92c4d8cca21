package org.factfloor.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a bare server with a patience of 200 ms; its own idle timeout is 30 s. */
class SlowConnectionsTest {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.addBean(new SlowConnections(server, 200));
        server.addConnector(connector);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(50);
        return socket;
    }

    /** Sends a byte each 50 ms at most; true once the server has ended the connection. */
    private static boolean endsWhileTrickling(Socket socket, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            try {
                socket.getOutputStream().write('x');
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                // Nothing to read is what a patient server gives.
            } catch (SocketException e) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aRequestThatTricklesInIsEnded() throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            assertThat(endsWhileTrickling(socket, 100)).isTrue();
        }
    }

    @Test
    void aConnectionThatOnlyWaitsForItsNextRequestStays() throws IOException {
        try (Socket socket = open()) {
            byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(request);
                socket.setSoTimeout(5_000);
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                socket.setSoTimeout(600);
                drain(socket);
            }
        }
    }

    /** Reads the rest of an answer, and then nothing for longer than the guard's patience. */
    private static void drain(Socket socket) throws IOException {
        byte[] rest = new byte[4096];
        try {
            while (socket.getInputStream().read(rest) >= 0) {
                // More of the answer.
            }
            throw new IOException("the server ended a connection that was only idle");
        } catch (SocketTimeoutException e) {
            // The connection stands.
        }
    }
}
