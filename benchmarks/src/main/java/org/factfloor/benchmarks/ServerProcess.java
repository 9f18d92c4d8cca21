package org.factfloor.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The product as people start it: its launcher, in a process of its own. */
final class ServerProcess implements AutoCloseable {

    static final String PASSWORD = "bench-of-a-floor";
    private static final String READY = "Factfloor is ready at ";
    private static final long STOPPING_SECONDS = 60;

    private final Process process;
    private final URI address;
    private final double secondsToReady;

    private ServerProcess(Process process, URI address, double secondsToReady) {
        this.process = process;
        this.address = address;
        this.secondsToReady = secondsToReady;
    }

    /**
     * Starts a server on a data folder and waits until it says that it is ready. Its log is kept in the folder beside.
     *
     * @throws IllegalStateException if it ends before
     */
    static ServerProcess start(Path data) throws IOException {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        long start = System.nanoTime();
        Process process = launch(log, "run", "--data", data.toString(), "--port", "0");
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                double seconds = (System.nanoTime() - start) / 1e9;
                // Nothing else is read, so nothing else may fill the pipe: the product says two more lines at most.
                return new ServerProcess(process, URI.create(line.substring(READY.length()).strip()), seconds);
            }
        }
        throw new IllegalStateException("the server did not start: " + Files.readString(log));
    }

    /** Applies a plant.yaml to a data folder on which no server runs. */
    static void apply(Path data, Path yaml) throws IOException, InterruptedException {
        Path log = data.resolveSibling(data.getFileName() + ".apply.log");
        Process process = launch(log, "apply", "--data", data.toString(), yaml.toString());
        process.inputReader().transferTo(java.io.Writer.nullWriter());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the plant was not taken: " + Files.readString(log));
        }
    }

    private static Process launch(Path log, String... arguments) throws IOException {
        Path launcher = Path.of(System.getProperty("factfloor.home", "."), "app", "target", "factfloor", "factfloor");
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException("no built product at " + launcher + "; run ./factfloor --version first");
        }
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("FACTFLOOR_ADMIN_PASSWORD", PASSWORD);
        return builder.start();
    }

    /** From the launcher's start to the ready line, in s. */
    double secondsToReady() {
        return secondsToReady;
    }

    URI address() {
        return address;
    }

    /** What the server process uses; the launcher has become it by {@code exec}. */
    ProcessUse use() throws IOException {
        return ProcessUse.of(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
