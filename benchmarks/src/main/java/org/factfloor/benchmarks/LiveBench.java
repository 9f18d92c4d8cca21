package org.factfloor.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The whole product on {@link LivePlant}: machines, server and browsers are three processes. Measures the server alone.
 * Quick: a minute after a minute; else ten minutes after five.
 */
final class LiveBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CONNECTING_NANOS = 120_000_000_000L;
    /** Signals of each browser; the first has the stamped ones, too. */
    private static final int[] BROWSERS = {200, 600, 2_000};

    private final Figures figures;
    private final boolean quick;
    private final PeerProcess machines;
    private final ServerProcess server;
    private final HttpClient client;
    private final String cookie;

    private LiveBench(Figures figures, boolean quick, PeerProcess machines, ServerProcess server, HttpClient client)
            throws IOException, InterruptedException {
        this.figures = figures;
        this.quick = quick;
        this.machines = machines;
        this.server = server;
        this.client = client;
        cookie = signIn();
    }

    static void run(boolean quick, PrintStream out, Path folder) throws IOException, InterruptedException {
        Figures figures = new Figures(out);
        figures.machine();
        Path data = folder.resolve("plant");
        try (PeerProcess machines = PeerProcess.start()) {
            ServerProcess.apply(data, Files.writeString(folder.resolve("plant.yaml"),
                    LivePlant.yaml(machines.endpoint())));
            try (ServerProcess server = ServerProcess.start(data); HttpClient client = HttpClient.newHttpClient()) {
                new LiveBench(figures, quick, machines, server, client).run();
                client.shutdownNow();
            }
            try (ServerProcess again = ServerProcess.start(data)) {
                figures.print("live.restart", again.secondsToReady(), "s", "the folder with 10,020 signals, to ready");
                figures.print("live.restart.processor", again.use().processorSeconds(), "s",
                        "user and system time until then");
            }
        }
    }

    private String signIn() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(server.address().resolve("/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers
                        .ofString("{\"user\":\"admin\",\"password\":\"" + ServerProcess.PASSWORD + "\"}"))
                .build(), HttpResponse.BodyHandlers.ofString());
        return answer.headers().firstValue("Set-Cookie").map(header -> header.split(";", 2)[0])
                .orElseThrow(() -> new IllegalStateException("cannot sign in: " + answer.body()));
    }

    private JsonNode system() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/api/v1/system"))
                .header("Cookie", cookie).build();
        return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void run() throws IOException, InterruptedException {
        connect();
        List<Browser> browsers = new ArrayList<>();
        try {
            for (int i = 0; i < BROWSERS.length; i++) {
                browsers.add(browser(BROWSERS[i], i == 0 ? LivePlant.STAMPED : 0));
            }
            Thread.sleep(quick ? 60_000 : 300_000);
            measure(browsers);
        } finally {
            browsers.forEach(Browser::close);
        }
    }

    /** Waits until every signal has given a value. */
    private void connect() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (system().at("/counts/received").asLong() < LivePlant.SIGNALS + LivePlant.STAMPED) {
            if (System.nanoTime() - start > CONNECTING_NANOS) {
                throw new IllegalStateException("not all signals came: " + system());
            }
            Thread.sleep(100);
        }
        figures.print("live.connect", (System.nanoTime() - start) / 1e9, "s",
                "from the first sign-in until 10,020 samples of five connections were taken");
    }

    private Browser browser(int signals, int stamped) throws IOException {
        Set<String> times = IntStream.range(LivePlant.SIGNALS, LivePlant.SIGNALS + stamped).mapToObj(LivePlant::key)
                .collect(Collectors.toSet());
        List<String> keys = new ArrayList<>(times);
        // Spread over all connections.
        int step = LivePlant.SIGNALS / signals;
        IntStream.range(0, signals - stamped).mapToObj(i -> LivePlant.key(i * step)).forEach(keys::add);
        URI address = server.address();
        return Browser.open(client, URI.create("ws://" + address.getAuthority() + "/api/v1/live"), cookie, keys, times);
    }

    private void measure(List<Browser> browsers) throws IOException, InterruptedException {
        int seconds = quick ? 60 : 600;
        browsers.forEach(Browser::measure);
        JsonNode before = system();
        long writtenBefore = machines.written();
        ProcessUse start = server.use();
        long startNanos = System.nanoTime();
        double most = start.anonymousMegabytes();
        for (int i = 0; i < seconds; i++) {
            Thread.sleep(1_000);
            most = Math.max(most, server.use().anonymousMegabytes());
        }
        ProcessUse end = server.use();
        double elapsed = (System.nanoTime() - startNanos) / 1e9;
        long written = machines.written() - writtenBefore;
        JsonNode after = system();

        String window = seconds + " s after " + (quick ? 60 : 300) + " s of warm-up";
        figures.print("live.memory.max", most, "MB RssAnon",
                "server process, MiB, looked at every second for " + window);
        figures.print("live.memory.end", end.anonymousMegabytes(), "MB RssAnon",
                "server process, MiB, after " + window);
        figures.print("live.processor", 100 * (end.processorSeconds() - start.processorSeconds()) / elapsed,
                "% of one core", "server process, user and system, " + window);
        figures.print("live.received", rate(before, after, "/counts/received", elapsed), "samples/s",
                String.format(Locale.ROOT, "10,020 signals on five connections; the machines wrote %.0f/s",
                        written / elapsed));
        figures.print("live.stored", rate(before, after, "/counts/stored", elapsed), "samples/s", "into history");
        figures.print("live.settled", difference(before, after, "/history/settledRows"), "samples",
                "settled inside the window");
        for (Browser browser : browsers) {
            figures.print("live.frames", browser.values() / elapsed, "values/s", "in one of three browsers");
        }
        latency(browsers.getFirst().latencies());
    }

    private void latency(double[] ascending) {
        String how = "from write in the machine to frame in the browser process, publishing interval 100 ms, "
                + ascending.length + " values";
        if (ascending.length == 0) {
            throw new IllegalStateException("no stamped value came");
        }
        figures.print("live.latency.p50", ascending[ascending.length / 2], "ms", how);
        figures.print("live.latency.p95", ascending[(int) (ascending.length * 0.95)], "ms", how);
        figures.print("live.latency.max", ascending[ascending.length - 1], "ms", how);
    }

    private static double rate(JsonNode before, JsonNode after, String field, double seconds) {
        return Math.rint(difference(before, after, field) / seconds);
    }

    private static double difference(JsonNode before, JsonNode after, String field) {
        return after.at(field).asDouble() - before.at(field).asDouble();
    }
}
