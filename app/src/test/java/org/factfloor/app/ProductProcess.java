package org.factfloor.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The product as a process of its own, as a person starts it. */
final class ProductProcess implements AutoCloseable {

    static final String ADMIN_PASSWORD = "tests have long passwords";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private @Nullable URI address;

    private ProductProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> {
            try (BufferedReader out = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("output ended: " + e);
            }
        });
    }

    /** Starts a command line without waiting for anything. */
    static ProductProcess launch(String... arguments) throws IOException {
        return launch(Optional.of(ADMIN_PASSWORD), arguments);
    }

    private static ProductProcess launch(Optional<String> password, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx384m",
                        "-XX:+UseSerialGC", "-Dlogback.configurationFile=logback.xml", "-cp",
                        System.getProperty("java.class.path"), "org.factfloor.app.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        password.ifPresent(text -> builder.environment().put("FACTFLOOR_ADMIN_PASSWORD", text));
        return new ProductProcess(builder.start());
    }

    /** Starts a server on a free port that waits for its first visit. */
    static ProductProcess runWithoutPassword(Path data) throws IOException {
        return launch(Optional.empty(), "run", "--port", "0", "--data", data.toString());
    }

    /** Starts a server on a free port. */
    static ProductProcess run(Path data) throws IOException {
        return launch("run", "--port", "0", "--data", data.toString());
    }

    /** Waits for the ready line and returns the address in it. */
    URI awaitReady() throws InterruptedException {
        String line = awaitLine("Factfloor is ready at ");
        address = URI.create(line.substring(line.indexOf("http")).trim());
        return address;
    }

    /** The address of the ready line, once it has come. */
    URI address() {
        return Objects.requireNonNull(address, "not ready yet");
    }

    /** Waits for a line with this text. */
    String awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            String line = lines.poll(200, TimeUnit.MILLISECONDS);
            if (line != null) {
                seen.add(line);
                if (line.contains(text)) {
                    return line;
                }
            } else if (!process.isAlive()) {
                break;
            }
        }
        throw new AssertionError("no line with \"" + text + "\"; the process said:\n" + String.join("\n", seen));
    }

    /** Lets so many ms pass, or fewer where the process ends before. */
    void letRun(long millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the process as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** Asks the process to stop and returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** Waits for the process to end by itself. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end; it said:\n" + output());
        }
        return process.exitValue();
    }

    /** All it has printed so far. */
    String output() {
        lines.drainTo(seen);
        return String.join("\n", seen);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
