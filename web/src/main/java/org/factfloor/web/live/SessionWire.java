package org.factfloor.web.live;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A WebSocket session as a wire. A send that fails counts as done: the session's end is told another way. */
record SessionWire(Session session) implements Wire {

    @Override
    public void send(String text, Runnable done) {
        session.sendText(text, Callback.from(done, failure -> done.run()));
    }

    @Override
    public void send(ByteBuffer frame, Runnable done) {
        session.sendBinary(frame, Callback.from(done, failure -> done.run()));
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
    }

    @Override
    public void cut() {
        session.disconnect();
    }
}
