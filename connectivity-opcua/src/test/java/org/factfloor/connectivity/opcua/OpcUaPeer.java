package org.factfloor.connectivity.opcua;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * An OPC UA server on a stack that is not ours: {@code server.mjs} under Node, whose first lines say what it offers and
 * which commands it takes. Its packages are fetched once into {@code target} of the module under test.
 *
 * <p>Where Node is missing, tests that start one are skipped; with {@code CI=true} they fail.
 */
public final class OpcUaPeer implements AutoCloseable {

    /** Namespace of everything it offers. */
    public static final String NAMESPACE = "urn:factfloor:test-plant";

    /** Of each process of tests its own. */
    private static final Path FOLDER = Path.of("target", "opcua-peer" + System.getProperty("fork", ""));
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "server.mjs");

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;
    private final int port;

    private OpcUaPeer(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader();
        this.commands = process.outputWriter();
        String ready = answers.readLine();
        if (ready == null) {
            throw new IOException("the OPC UA server ended at once; see its messages above");
        }
        this.port = (int) number(ready, "port");
    }

    /** Starts a server with these arguments of {@code server.mjs} and waits until clients may come. */
    public static OpcUaPeer start(String... arguments) {
        install();
        List<String> command = new ArrayList<>(List.of("node", "server.mjs"));
        // Certificates are kept, because making keys takes longer than everything else of a start.
        boolean expired = List.of(arguments).contains("--expired");
        command.addAll(List.of("--pki", expired ? "pki-expired" : "pki"));
        command.addAll(List.of(arguments));
        try {
            return new OpcUaPeer(new ProcessBuilder(command).directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(FOLDER.resolve("server.log").toFile())).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** e.g. {@code opc.tcp://127.0.0.1:4840}. */
    public String endpoint() {
        return "opc.tcp://127.0.0.1:" + port;
    }

    /** The address of one of its nodes, e.g. of {@code v.0}. */
    public static String address(String id) {
        return "nsu=" + NAMESPACE + ";s=" + id;
    }

    /** How often each {@code v.N} was written since the start. */
    public long written() {
        return number(tell("{\"cmd\":\"books\"}"), "written");
    }

    public long sessions() {
        return number(tell("{\"cmd\":\"books\"}"), "sessions");
    }

    public long subscriptions() {
        return number(tell("{\"cmd\":\"books\"}"), "subscriptions");
    }

    /** Writes a value; the type's name is OPC UA's, the value is JSON. */
    public void write(String id, String type, String value) {
        tell("{\"cmd\":\"write\",\"id\":\"" + id + "\",\"type\":\"" + type + "\",\"value\":" + value + "}");
    }

    /** Gives a command and returns the answer, both as JSON. */
    public synchronized String tell(String command) {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
            String answer = answers.readLine();
            if (answer == null || !answer.startsWith("{\"ok\":true")) {
                throw new IllegalStateException(command + " failed: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops or continues the whole process, as a hung machine would look. */
    public void freeze(boolean frozen) throws IOException, InterruptedException {
        new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid())).start().waitFor();
    }

    /** Ends it at once, without a goodbye to its clients. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized void install() {
        try {
            boolean present = runs(Path.of("."), "node", "--version") && runs(Path.of("."), "npm", "--version");
            if (!present && "true".equals(System.getenv("CI"))) {
                throw new AssertionError("CI needs Node and npm: the OPC UA tests run against a server on Node");
            }
            Assumptions.assumeTrue(present, "skipped: Node or npm is missing, and with it the OPC UA server");
            Files.createDirectories(FOLDER);
            boolean changed = false;
            for (String file : FILES) {
                changed |= update(file) && !file.endsWith(".mjs");
            }
            if (changed || !Files.exists(FOLDER.resolve("node_modules"))) {
                boolean installed = runs(FOLDER, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                if (!installed) {
                    throw new AssertionError("npm ci failed in " + FOLDER.toAbsolutePath());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file was missing or another one. */
    private static boolean update(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        try (InputStream in = OpcUaPeer.class.getResourceAsStream("/opcua-peer/" + name)) {
            byte[] wanted = Objects.requireNonNull(in, name).readAllBytes();
            if (Files.exists(file) && Arrays.equals(wanted, Files.readAllBytes(file))) {
                return false;
            }
            Path draft = file.resolveSibling(name + ".new");
            Files.write(draft, wanted);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        }
    }

    private static boolean runs(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long number(String json, String field) {
        Matcher found = Pattern.compile("\"" + field + "\":(\\d+)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no " + field + " in " + json);
        }
        return Long.parseLong(found.group(1));
    }
}
