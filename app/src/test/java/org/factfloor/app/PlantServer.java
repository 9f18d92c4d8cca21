package org.factfloor.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ThrowingRunnable;
import org.factfloor.app.backup.Upgrade;
import org.factfloor.plant.SampleBatch;

/** The whole server in this process, on a free port, in a time that the test chooses. */
final class PlantServer implements AutoCloseable {

    private final Server server;
    private final URI address;

    private PlantServer(Server server) {
        this.server = server;
        address = URI.create(server.address());
    }

    /** Starts one on a folder; where it is empty, with the user admin. */
    static PlantServer start(Path folder, InstantSource clock) {
        return start(folder, clock, DataFolder.FORMATS);
    }

    /** The same, as a version that knows these formats of a data folder. */
    static PlantServer start(Path folder, InstantSource clock, Upgrade.Formats formats) {
        return new PlantServer(Server.start(new Server.Settings(folder, InetAddress.getLoopbackAddress(), 0, Set.of(),
                false, Optional.empty(), Optional.of(ProductProcess.ADMIN_PASSWORD)), clock, formats));
    }

    URI address() {
        return address;
    }

    Api admin() throws IOException, InterruptedException {
        return Api.signIn(address);
    }

    /** Makes somebody who bears the role's name, such as {@code operator}, and signs in as them. */
    Api person(Api admin, String role) throws IOException, InterruptedException {
        admin.post("users", Map.of("user", role, "password", ProductProcess.ADMIN_PASSWORD, "role", role,
                "displayName", ""), 201);
        return Api.signIn(address, role);
    }

    int signal(String key) {
        return server.records().signals().find(key).orElseThrow();
    }

    void putSecret(String name, String value) {
        server.records().secrets().put(name, value);
    }

    Optional<String> secret(String name) {
        return server.records().secrets().get(name);
    }

    /** Files samples of the past as every late source does, and waits until history holds them. */
    void takeIn(SampleBatch batch) throws InterruptedException {
        server.intake().backfill(batch);
        awaitApplied();
    }

    /** Waits until history holds all that was taken in, also before this start. */
    void awaitApplied() throws InterruptedException {
        if (!server.intake().awaitApplied(Duration.ofSeconds(60))) {
            throw new AssertionError("history does not take what is in the journal in a minute");
        }
    }

    /** Waits until facts are up to date with all that history holds. */
    static void awaitCaughtUp(Api api) {
        eventually(() -> {
            JsonNode engine = api.get("system").path("engine");
            if (!engine.path("caughtUp").asBoolean()) {
                throw new AssertionError("facts are behind: " + engine);
            }
        });
    }

    /** Waits until what is asserted is true, for half a minute at most. */
    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
    }

    /** A time in µs as the API tells it, such as {@code 2025-06-17T08:00:00.000000Z}. */
    static String told(Instant time) {
        return time.toString().replaceFirst("(:\\d\\d)Z$", "$1.000000Z");
    }

    @Override
    public void close() {
        server.close();
    }
}
