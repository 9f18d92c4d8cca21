package org.factfloor.edge.box;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.factfloor.edge.Code;
import org.factfloor.edge.Frame;
import org.factfloor.edge.Frames;
import org.factfloor.edge.Messages;
import org.factfloor.edge.OwnerOnly;
import org.factfloor.edge.Pinned;

/**
 * Which server a box belongs to, and by what they know each other; kept in {@code edge.json}, which only its owner may
 * read.
 *
 * @param fingerprint of the server's certificate
 * @param name the box has there
 * @param box id of this data folder; stays when the box is enrolled again
 */
public record Enrolment(String host, int port, String fingerprint, String name, String token, String box) {

    private static final String FILE = "edge.json";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public Enrolment {
        Objects.requireNonNull(host);
        Objects.requireNonNull(fingerprint);
        Objects.requireNonNull(name);
        Objects.requireNonNull(token);
        Objects.requireNonNull(box);
    }

    /** What a folder says; empty before the box is enrolled. */
    public static Optional<Enrolment> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Messages.read(ByteBuffer.wrap(Files.readAllBytes(file)), Enrolment.class));
        } catch (IOException | RuntimeException e) {
            throw new EdgeException(file + " cannot be read (" + e.getMessage()
                    + "); start once more with --server and a new --code.", e);
        }
    }

    /**
     * Enrols a box, or enrols it again, and writes down what it needs from then on.
     *
     * @param server {@code https://HOST:PORT}
     * @param code as the Connections page shows it
     * @throws EdgeException if the server is not there, is another one, or does not take the code
     */
    public static Enrolment enrol(Path folder, URI server, String code) {
        Code parts = Code.read(code).orElseThrow(() -> new EdgeException(
                "The code is not whole; copy the command from the Connections page again.", null));
        Optional<Enrolment> before;
        try {
            before = read(folder);
        } catch (EdgeException damaged) {
            before = Optional.empty();
        }
        before.ifPresent(enrolment -> enrolment.refuseAnother(folder, parts));
        String box = before.map(Enrolment::box).orElseGet(() -> UUID.randomUUID().toString());
        String host = Objects.requireNonNull(server.getHost());
        try (Socket socket = connect(host, server.getPort());
                SSLSocket tls = Pinned.over(socket, parts.fingerprint(), (int) PATIENCE.toMillis())) {
            Frames frames = new Frames(tls, socket);
            frames.send(Frame.Kind.ENROL, new Messages.Enrol(parts.secret(), box));
            Frame answer = frames.read(EnumSet.of(Frame.Kind.ENROLLED, Frame.Kind.REFUSED), PATIENCE);
            if (answer.kind() == Frame.Kind.REFUSED) {
                throw new EdgeException(Messages.read(answer.payload(), Messages.Refused.class).text(), null);
            }
            Messages.Enrolled enrolled = Messages.read(answer.payload(), Messages.Enrolled.class);
            Enrolment done = new Enrolment(host, server.getPort(), parts.fingerprint(), enrolled.name(),
                    enrolled.token(), box);
            OwnerOnly.write(folder.resolve(FILE), Messages.bytes(done));
            return done;
        } catch (SSLHandshakeException e) {
            throw new EdgeException("At " + server + " there is another server than the one that made the code ("
                    + e.getMessage() + "); check the address, and that it is the port for edge boxes.", e);
        } catch (IOException e) {
            throw new EdgeException("The server at " + server + " cannot be reached (" + e.getMessage()
                    + "); check the address, and that it runs with --edge-port " + server.getPort() + ".", e);
        }
    }

    /** References are a server's own: what was read for one would be samples of other signals at another. */
    private void refuseAnother(Path folder, Code code) {
        if (!code.fingerprint().equals(fingerprint) && Files.exists(folder.resolve(HeldPlan.FILE))) {
            throw new EdgeException("The folder " + folder + " holds what was read for the server at " + server()
                    + ", and the code is of another one; name a new folder with --data. If that server has only lost its"
                    + " folder certificates/edge, restore it there from a backup.", null);
        }
    }

    static Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    /** Where the server is, for people. */
    String server() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return "Enrolment[" + name + " at " + server() + "]";
    }
}
