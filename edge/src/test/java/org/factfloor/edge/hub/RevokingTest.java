package org.factfloor.edge.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.factfloor.connectivity.DrivenClock;
import org.factfloor.edge.Code;
import org.factfloor.edge.Frames;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Messages.Refused.Why;
import org.factfloor.edge.Pinned;
import org.factfloor.edge.TestServer;
import org.factfloor.history.MemoryHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevokingTest {

    @TempDir
    private Path folder;

    /** An administrator revokes a box, or enrols another one in its place, while it says hello. */
    @Test
    void noSessionBeginsWithATokenThatWasTakenBackMeanwhile() throws Exception {
        try (TestServer server = new TestServer(folder.resolve("server"), new MemoryHistory(), new DrivenClock())) {
            Code code = Code.read(server.port.code("hall", "ada")).orElseThrow();
            String token = PlainBox.enrol(server.port, code, "box-1");
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port.port());
            Frames frames = new Frames(Pinned.over(socket, code.fingerprint(), 20_000), socket);
            EdgeSession session = new EdgeSession(server.hub, frames, "127.0.0.1", "hall",
                    new Messages.Hello(Messages.PROTOCOL, token, "box-1", "run-1", "test", 0));
            assertThat(server.hub.find(token)).as("the box is known").isPresent();

            assertThat(server.hub.revoke("hall")).isTrue();
            assertThat(server.hub.opened(token, session)).contains(Why.REVOKED);

            Code again = Code.read(server.port.code("hall", "ada")).orElseThrow();
            String another = PlainBox.enrol(server.port, again, "box-2");
            assertThat(server.hub.opened(token, session)).contains(Why.REVOKED);
            assertThat(server.hub.opened(another, session)).isEmpty();
            frames.close();
        }
    }
}
