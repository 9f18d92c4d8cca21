package org.factfloor.connectivity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A protocol whose every run is played by the test. */
public final class ScriptedProtocol implements Protocol {

    private final String id;
    private final Guarantee guarantee;
    private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();

    public ScriptedProtocol(String id) {
        this(id, Guarantee.LIVE_ONLY);
    }

    public ScriptedProtocol(String id, Guarantee guarantee) {
        this.id = id;
        this.guarantee = guarantee;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Guarantee guarantee() {
        return guarantee;
    }

    @Override
    public Connector connector(ConnectorSpec spec) {
        return feed -> {
            Run run = new Run(spec, feed);
            runs.add(run);
            run.play();
        };
    }

    /** One page that names the parent and the password's presence. */
    @Override
    public Page browse(ConnectorSpec spec, Optional<String> parent, Optional<String> cursor) {
        Node node = new Node(parent.orElse("root") + "/child", "child", false, Optional.empty());
        return new Page(List.of(node), Optional.empty());
    }

    /** The next run that supervision starts; waits for it. */
    public Run next() throws InterruptedException {
        Run run = runs.poll(10, TimeUnit.SECONDS);
        if (run == null) {
            throw new AssertionError("no connector was started within 10 s");
        }
        return run;
    }

    /** Whether supervision has started a run that {@link #next} has not returned yet. */
    public boolean hasStarted() {
        return !runs.isEmpty();
    }

    /** One run of a connector, ended by the test or by an interrupt. */
    public static final class Run {

        private final ConnectorSpec spec;
        private final Feed feed;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final CompletableFuture<Void> interrupted = new CompletableFuture<>();

        private Run(ConnectorSpec spec, Feed feed) {
            this.spec = spec;
            this.feed = feed;
        }

        public ConnectorSpec spec() {
            return spec;
        }

        public Feed feed() {
            return feed;
        }

        /** The source ends the connection. */
        public void end() {
            end.complete(null);
        }

        /** The source fails the connection. */
        public void fail(ConnectionFault fault) {
            end.completeExceptionally(fault);
        }

        /** The connector throws what it should not. */
        public void crash(Throwable defect) {
            end.completeExceptionally(defect);
        }

        /** Waits until supervision has ended this run. */
        public void awaitInterrupt() throws Exception {
            interrupted.get(10, TimeUnit.SECONDS);
        }

        public boolean isInterrupted() {
            return interrupted.isDone();
        }

        private void play() throws ConnectionFault, InterruptedException {
            try {
                end.get(Duration.ofMinutes(1).toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted.complete(null);
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ConnectionFault fault) {
                    throw fault;
                }
                if (e.getCause() instanceof RuntimeException defect) {
                    throw defect;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(e);
            } catch (TimeoutException e) {
                throw new IllegalStateException("nobody ended this run", e);
            }
        }
    }
}
