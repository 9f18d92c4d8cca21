package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A program that speaks the HTTP API, signed in as a person. */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(10)).build();

    private Api(URI base) {
        this.base = base;
    }

    static Api signIn(URI base) throws IOException, InterruptedException {
        return signIn(base, "admin");
    }

    /** Signs in as somebody who has the password of all tests. */
    static Api signIn(URI base, String user) throws IOException, InterruptedException {
        Api api = new Api(base);
        api.post("session", Map.of("user", user, "password", ProductProcess.ADMIN_PASSWORD), 200);
        return api;
    }

    HttpClient client() {
        return client;
    }

    URI base() {
        return base;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET(), 200);
    }

    JsonNode post(String path, Object body, int expected) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(json(body)), expected);
    }

    JsonNode put(String path, String contentType, String body, int expected) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", contentType).PUT(BodyPublishers.ofString(body)), expected);
    }

    JsonNode put(String path, Object body, int expected) throws IOException, InterruptedException {
        return put(path, "application/json", JSON.writeValueAsString(body), expected);
    }

    /** A measure of a subject over a range. */
    JsonNode fact(String subject, String measure, Instant from, Instant to) throws IOException, InterruptedException {
        return get("facts?subject=" + subject + "&measure=" + measure + "&from=" + from + "&to=" + to).at("/items/0");
    }

    /** Samples of a signal in a range, all pages. */
    JsonNode history(String signal, Instant from, Instant to, int columns) throws IOException, InterruptedException {
        return get("history?signals=" + encode(signal) + "&from=" + from + "&to=" + to + "&columns=" + columns);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A request that sends a file. */
    HttpRequest upload(String path, BodyPublisher file) {
        return request(path).header("Content-Type", "application/octet-stream").POST(file).build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/api/v1/" + path)).header("X-Factfloor", "1")
                .timeout(Duration.ofSeconds(30));
    }

    private static BodyPublisher json(Object body) throws IOException {
        return BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private JsonNode send(HttpRequest.Builder builder, int expected) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new AssertionError(request.method() + " " + request.uri() + " answered " + response.statusCode()
                    + " instead of " + expected + ": " + response.body());
        }
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }
}
