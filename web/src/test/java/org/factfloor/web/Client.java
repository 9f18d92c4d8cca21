package org.factfloor.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A client of the API that sends what our own pages send.
 *
 * @param session token of a session, sent as the cookie
 * @param token bearer token
 */
record Client(int port, Optional<String> session, Optional<String> token) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** An answer with its body as text. */
    record Answer(int status, HttpResponse<byte[]> response) {

        String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String code() {
            return json().path("code").asText();
        }
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
        session.ifPresent(value -> builder.header("Cookie", "factfloor_session_" + port + "=" + value));
        token.ifPresent(value -> builder.header("Authorization", "Bearer " + value));
        return builder;
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path, String... headers) {
        HttpRequest.Builder builder = request(path);
        return send(headers.length == 0 ? builder.build() : builder.headers(headers).build());
    }

    /** A change with the header our pages send. */
    Answer change(String method, String path, String mediaType, String body, String... headers) {
        HttpRequest.Builder builder = request(path).header("X-Factfloor", "1");
        if (!body.isEmpty()) {
            builder.header("Content-Type", mediaType);
        }
        for (String[] header : pairs(headers)) {
            builder.header(header[0], header[1]);
        }
        return send(builder.method(method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Sends a file. */
    Answer upload(String path, byte[] file) {
        return send(request(path).header("X-Factfloor", "1").header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)).build());
    }

    private static String[][] pairs(String[] headers) {
        String[][] pairs = new String[headers.length / 2][];
        Arrays.setAll(pairs, i -> new String[]{headers[2 * i], headers[2 * i + 1]});
        return pairs;
    }

    Answer post(String path, String json) {
        return change("POST", path, "application/json", json);
    }

    Answer put(String path, String json) {
        return change("PUT", path, "application/json", json);
    }

    Answer delete(String path) {
        return change("DELETE", path, "", "");
    }
}
