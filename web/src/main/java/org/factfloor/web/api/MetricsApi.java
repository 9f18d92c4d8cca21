package org.factfloor.web.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.connectivity.Connections;
import org.factfloor.history.History;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeCounts;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Routing;

/** Figures about the running server, for Prometheus. */
public final class MetricsApi implements Resource, Routing.RequestTimes, AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Connections connections;
    private final MultiGauge connected;
    private final MultiGauge samples;

    public MetricsApi(Connections connections, Intake intake, History history) {
        this.connections = connections;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        count(intake, "received", IntakeCounts::received);
        count(intake, "journaled", IntakeCounts::journaled);
        count(intake, "stored", IntakeCounts::stored);
        count(intake, "duplicate", IntakeCounts::duplicate);
        count(intake, "superseded", IntakeCounts::superseded);
        count(intake, "rejected", IntakeCounts::rejected);
        count(intake, "late", IntakeCounts::late);
        count(intake, "retimed", IntakeCounts::retimed);
        Gauge.builder("factfloor.intake.in.flight", intake, source -> source.counts().inFlight()).register(registry);
        gauge(history, "hot.rows", History.Stats::hotRows);
        gauge(history, "settled.rows", History.Stats::settledRows);
        gauge(history, "files", stats -> stats.files());
        gauge(history, "hot.bytes", History.Stats::hotBytes);
        gauge(history, "settled.bytes", History.Stats::settledBytes);
        connected = MultiGauge.builder("factfloor.connection.connected").register(registry);
        samples = MultiGauge.builder("factfloor.connection.samples").register(registry);
    }

    private void count(Intake intake, String fate, ToDoubleFunction<IntakeCounts> count) {
        FunctionCounter.builder("factfloor.intake.samples", intake, source -> count.applyAsDouble(source.counts()))
                .tag("fate", fate).register(registry);
    }

    private void gauge(History history, String name, ToDoubleFunction<History.Stats> value) {
        Gauge.builder("factfloor.history." + name, history, source -> value.applyAsDouble(source.stats()))
                .register(registry);
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/metrics", Access.METRICS, this::scrape));
    }

    @Override
    public void answered(String method, String route, int status, long nanos) {
        registry.timer("factfloor.http.requests", Tags.of("method", method, "route", route, "status", "" + status))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private void scrape(Call call) {
        List<ConnectionStatus> statuses = connections.statuses();
        connected.register(rows(statuses, status -> status.state() == ConnectionStatus.State.CONNECTED ? 1 : 0), true);
        samples.register(rows(statuses, ConnectionStatus::samples), true);
        call.text("text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }

    private static List<MultiGauge.Row<?>> rows(List<ConnectionStatus> statuses,
            ToDoubleFunction<ConnectionStatus> value) {
        return statuses.stream().<MultiGauge.Row<?>>map(
                status -> MultiGauge.Row.of(Tags.of("connection", status.connection().id()),
                        value.applyAsDouble(status)))
                .toList();
    }

    @Override
    public void close() {
        registry.close();
    }
}
