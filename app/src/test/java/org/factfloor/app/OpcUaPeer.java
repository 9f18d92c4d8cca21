package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An OPC UA server that nobody here wrote (node-opcua), driven by the script of the connectivity-opcua module. */
final class OpcUaPeer implements AutoCloseable {

    static final String NAMESPACE = "urn:factfloor:test-plant";
    private static final Path FOLDER = Path.of("..", "connectivity-opcua", "src", "test", "node");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private final int port;

    private OpcUaPeer(Process process) throws IOException {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.port = answer().path("port").asInt();
    }

    /** Starts the server; the test is skipped where it is not installed, and fails under {@code CI=true}. */
    static OpcUaPeer start(String... arguments) throws IOException {
        requireInstalled();
        List<String> command = new ArrayList<>(List.of("node", "server.mjs"));
        command.addAll(List.of(arguments));
        return new OpcUaPeer(new ProcessBuilder(command).directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    private static void requireInstalled() {
        boolean there = Files.isDirectory(FOLDER.resolve("node_modules"));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("node-opcua is installed by the build of connectivity-opcua").isTrue();
        }
        assumeTrue(there, "node-opcua is not installed: run ./check once with Node 20");
    }

    String endpoint() {
        return "opc.tcp://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Sends a command and returns the answer. */
    JsonNode tell(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
        return answer();
    }

    private JsonNode answer() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("{")) {
                return JSON.readTree(line);
            }
        }
        throw new IOException("the OPC UA peer has ended");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
