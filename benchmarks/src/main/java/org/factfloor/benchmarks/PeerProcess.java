package org.factfloor.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;

/** A {@link Peer} in a process of its own, so that what it needs is not the server's. */
final class PeerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;
    private final String endpoint;

    private PeerProcess(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader();
        questions = process.outputWriter();
        endpoint = "opc.tcp://127.0.0.1:" + number();
    }

    static PeerProcess start() throws IOException {
        return new PeerProcess(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), Peer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    String endpoint() {
        return endpoint;
    }

    /** Writes so far to variables that somebody watched. */
    long written() throws IOException {
        questions.newLine();
        questions.flush();
        return number();
    }

    private long number() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the machines' process has ended; see its messages above");
        }
        return Long.parseLong(line);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
