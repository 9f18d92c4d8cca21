package org.factfloor.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One request on its way to an answer. Used by one thread. */
public final class Call {

    /** The largest body, in bytes. */
    public static final int MAX_BODY = 1024 * 1024;
    /** How long a body may take to arrive, ns; a sender of single bytes does not get longer. */
    private static final long BODY_TIME = 30_000_000_000L;

    private final Context context;
    private final Caller caller;

    public Call(Context context, Caller caller) {
        this.context = context;
        this.caller = caller;
    }

    public Caller caller() {
        return caller;
    }

    /** Name of the cookie with the session, for the address people came by. */
    public String sessionCookie() {
        return Gate.cookie(context);
    }

    /** A segment of the path, decoded. */
    public String path(String name) {
        return context.pathParam(name);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }

    /** A query parameter; one that is empty counts as absent. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
    }

    /**
     * A query parameter that must be there.
     *
     * @throws ProblemException 400 {@code invalid-field}
     */
    public String required(String name) {
        return query(name).orElseThrow(() -> ProblemException.invalidField(name, "is missing; this call needs it"));
    }

    /**
     * A query parameter that is a whole number.
     *
     * @throws ProblemException 400 {@code invalid-field} for another text or a number outside [min, max]
     */
    public int number(String name, int absent, int min, int max) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return absent;
        }
        String message = "must be a whole number from " + min + " to " + max;
        long value = parse(name, text.get(), message);
        if (value < min || value > max) {
            throw ProblemException.invalidField(name, message);
        }
        return (int) value;
    }

    /** A query parameter that is a whole number from 0, where it is given. */
    public OptionalLong position(String name) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        String message = "must be what a page's next says";
        long value = parse(name, text.get(), message);
        if (value < 0) {
            throw ProblemException.invalidField(name, message);
        }
        return OptionalLong.of(value);
    }

    private static long parse(String name, String text, String message) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.invalidField(name, message);
        }
    }

    /** A query parameter that is a time, in µs since 1970-01-01 UTC. */
    public long time(String name) {
        return Times.micros(name, required(name));
    }

    /** A query parameter that is true or false; false where it is absent. */
    public boolean flag(String name) {
        String text = query(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw ProblemException.invalidField(name, "must be true or false");
        }
        return text.equals("true");
    }

    /** A query parameter that lists signals, separated by commas; at most {@code max} different ones. */
    public List<String> signals(String name, int max) {
        List<String> keys = Arrays.stream(required(name).split(",", -1)).filter(key -> !key.isEmpty()).distinct()
                .toList();
        if (keys.isEmpty() || keys.size() > max) {
            throw ProblemException.invalidField(name, "must name 1 to " + max + " signals, separated by commas");
        }
        return keys;
    }

    /**
     * The body as the record this call takes.
     *
     * @throws ProblemException 415 for another content type, 413 for one too large, 400 where it does not fit
     */
    public <T> T body(Class<T> type) {
        requireType("application/json");
        return Json.read(bytes(), type);
    }

    /** As {@link #body}, or what stands for it where the request has none. */
    public <T> T bodyOr(T absent, Class<T> type) {
        return context.contentType() == null && context.req().getContentLengthLong() <= 0 ? absent : body(type);
    }

    /** The body as it is, of whatever type. */
    public byte[] content() {
        return bytes();
    }

    /**
     * The body as it arrives, for files of any size. A sender that pauses for long is given up by the server.
     *
     * @param most so many bytes at most; more end the call with 413
     */
    public InputStream file(long most) throws IOException {
        if (context.req().getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        return new BoundedStream(context.req().getInputStream(), most, Call::tooLarge);
    }

    /** The body as text. */
    public String text(String... mediaTypes) {
        requireType(mediaTypes);
        return new String(bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void requireType(String... mediaTypes) {
        String type = mediaType(context.contentType());
        if (!Arrays.asList(mediaTypes).contains(type)) {
            throw ProblemException.of(415, "unsupported-media-type",
                    "The body is " + (type.isEmpty() ? "of no declared type" : type) + "; send Content-Type: "
                            + mediaTypes[0] + ".");
        }
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    }

    private byte[] bytes() {
        if (context.req().getContentLengthLong() > MAX_BODY) {
            throw tooLarge();
        }
        long begin = System.nanoTime();
        java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        try {
            InputStream in = context.req().getInputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                body.write(chunk, 0, n);
                if (body.size() > MAX_BODY) {
                    throw tooLarge();
                }
                if (System.nanoTime() - begin > BODY_TIME) {
                    throw ProblemException.of(408, "too-slow", "The body took longer than 30 s; send it again.");
                }
            }
        } catch (IOException e) {
            throw ProblemException.of(400, "incomplete-body", "The body ended before it was complete; send it again.");
        }
        return body.toByteArray();
    }

    private static ProblemException tooLarge(long most) {
        return new ProblemException(
                Problem.of(413, "body-too-large", "The file is larger than " + (most >> 30)
                        + " GiB; import it where it lies with ./factfloor import, or send it in parts."),
                java.util.Map.of("Connection", "close"));
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                Problem.of(413, "body-too-large", "The body is larger than 1 MiB; send less at once."),
                java.util.Map.of("Connection", "close"));
    }

    /** Answers with JSON. */
    public void json(Object value) {
        json(200, value);
    }

    public void json(int status, Object value) {
        context.status(status).contentType("application/json").result(Json.bytes(value));
    }

    /** Answers with a text. */
    public void text(String mediaType, String body) {
        context.status(200).contentType(mediaType).result(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public void bytes(String mediaType, byte[] body) {
        context.status(200).contentType(mediaType).result(body);
    }

    /** Answers with a status and nothing else. */
    public void status(int status) {
        context.status(status).removeHeader("Content-Type");
    }

    public void setHeader(String name, String value) {
        context.header(name, value);
    }

    /** Begins an answer of unknown length; what follows is compressed where the client takes it. */
    public OutputStream stream(String mediaType) {
        context.status(200).contentType(mediaType);
        return context.outputStream();
    }

    /** As {@link #stream}, for what is compressed already. */
    public OutputStream plainStream(String mediaType) throws IOException {
        context.status(200).contentType(mediaType);
        return context.res().getOutputStream();
    }
}
