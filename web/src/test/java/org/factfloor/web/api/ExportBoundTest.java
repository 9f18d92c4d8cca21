package org.factfloor.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.ApiToken;
import org.factfloor.records.Records;
import org.factfloor.web.http.Gate;
import org.factfloor.web.http.Pages;
import org.factfloor.web.http.Routing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is cut says so; with a bound of 100 rows instead of a million. */
class ExportBoundTest {

    private static final long BEGIN = Micros.of(Instant.parse("2026-11-24T06:00:00Z"));

    private final MemoryHistory history = new MemoryHistory();

    private List<String> export(Path folder, int samples) throws Exception {
        try (Records records = Records.open(folder, InstantSource.system(), new SecureRandom())) {
            SampleBatch batch = new SampleBatch();
            for (int i = 0; i < samples; i++) {
                batch.addNumber(records.signals().ref("a/x"), BEGIN + i, i, StatusCode.GOOD);
            }
            history.apply(batch, 1);
            ExportApi api = new ExportApi(new CurrentPlant(records), records.signals(), history, records.audit(), 100);
            Routing routing = new Routing(api.routes(), new Gate(records),
                    new Pages("/pages", getClass().getClassLoader()), (method, route, status, nanos) -> {
                    });
            Javalin server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.jetty.host = "127.0.0.1";
                config.jetty.port = 0;
                routing.declare(config.routes);
            }).start();
            try {
                String token = records.tokens().create("test", Set.of(ApiToken.Scope.READ), "test");
                return HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()
                                + "/api/v1/history/export?signals=a/x&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z"))
                                .header("Authorization", "Bearer " + token).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body().lines().toList();
            } finally {
                server.stop();
            }
        }
    }

    @Test
    void exactlyAsManyRowsAsAllowedAreNotCut(@TempDir Path folder) throws Exception {
        List<String> lines = export(folder, 100);
        assertThat(lines).hasSize(101);
        assertThat(lines.getLast()).contains(",a/x,99.0,");
    }

    @Test
    void oneMoreIsCutAndTheLastRowSaysSo(@TempDir Path folder) throws Exception {
        List<String> lines = export(folder, 101);
        assertThat(lines).hasSize(102);
        assertThat(lines.getLast()).isEqualTo("Cut after 100 samples: ask for a shorter range.");
    }
}
