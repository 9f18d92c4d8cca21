package org.factfloor.web.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that take too long to say what they want. The engine's idle timeout begins anew with every byte, so a
 * sender of single bytes would keep a connection for hours.
 */
public final class SlowConnections extends AbstractLifeCycle implements Connection.Listener {

    private final Server server;
    private final long patienceMillis;
    private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
    private Scheduler.@Nullable Task next;

    /** Requests that had begun, and bytes there were, when they last fitted together. */
    private record Progress(long messages, long bytes, boolean suspect) {}

    /**
     * A guard; add it to the server as a bean.
     *
     * @param patienceMillis a request line and headers must be complete within once to twice this time
     */
    public SlowConnections(Server server, long patienceMillis) {
        this.server = server;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection) {
            open.put(connection, new Progress(0, 0, false));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    private void schedule() {
        next = server.getScheduler().schedule(this::look, patienceMillis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        open.replaceAll((connection, before) -> {
            long messages = connection.getMessagesIn();
            long bytes = connection.getBytesIn();
            boolean answering = messages > connection.getMessagesOut();
            // Bytes without a request: somebody has begun one. Nothing new since then: it is still not complete.
            boolean begun = !answering && messages == before.messages && (bytes > before.bytes || before.suspect);
            if (begun && before.suspect) {
                connection.getEndPoint().close();
            }
            return new Progress(messages, bytes, begun);
        });
        if (isRunning()) {
            schedule();
        }
    }
}
