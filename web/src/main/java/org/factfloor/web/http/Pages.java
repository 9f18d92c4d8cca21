package org.factfloor.web.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * The browser application: files below one folder of the class path, and {@code index.html} for every address that is a
 * page of it. Files are kept in memory, compressed where that pays. Safe for many threads.
 */
public final class Pages {

    /** Names a build gives its files; what is not of this form is never looked up. */
    private static final Pattern FILE = Pattern
            .compile("/([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");
    /** Files whose name carries a digest of their content. */
    private static final String HASHED = "/assets/";
    private static final int WORTH_COMPRESSING = 1024;

    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"), Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"), Map.entry("woff2", "font/woff2"),
            Map.entry("webmanifest", "application/manifest+json"), Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("map", "application/json"));

    private final String root;
    private final ClassLoader loader;
    /** Only files that exist are kept, so its size is bounded by what was built. */
    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

    /** What is sent of a file; compressed where that pays. */
    private static final class StaticFile {
        private final String type;
        private final byte[] plain;
        private final Optional<byte[]> gzip;
        private final String tag;

        StaticFile(String type, byte[] plain, Optional<byte[]> gzip, String tag) {
            this.type = type;
            this.plain = plain;
            this.gzip = gzip;
            this.tag = tag;
        }
    }

    /**
     * Pages below a folder.
     *
     * @param root folder on the class path, e.g. {@code /ui}
     */
    public Pages(String root, ClassLoader loader) {
        this.root = root.replaceFirst("^/", "");
        this.loader = loader;
    }

    /** Answers where the path is a file or a page; false where it is neither. */
    public boolean answer(Context context) {
        String path = context.path();
        Optional<StaticFile> file = find(path.equals("/") ? "/index.html" : path);
        boolean page = file.isEmpty() && isPage(path);
        if (page) {
            file = find("/index.html");
        }
        if (file.isEmpty()) {
            return false;
        }
        context.header("Cache-Control",
                path.startsWith(HASHED) && !page ? "public, max-age=31536000, immutable" : "no-cache");
        send(context, file.get());
        return true;
    }

    private static boolean isPage(String path) {
        return !path.startsWith("/api/") && !path.equals("/api") && !path.startsWith(HASHED)
                && path.indexOf('.') < 0;
    }

    private Optional<StaticFile> find(String path) {
        StaticFile known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.get(extension);
        if (type == null || !FILE.matcher(path).matches()) {
            return Optional.empty();
        }
        URL resource = loader.getResource(root + path);
        if (resource == null) {
            return Optional.empty();
        }
        StaticFile file = load(resource, type);
        files.put(path, file);
        return Optional.of(file);
    }

    private static StaticFile load(URL resource, String type) {
        try (InputStream in = resource.openStream()) {
            byte[] plain = in.readAllBytes();
            CRC32 crc = new CRC32();
            crc.update(plain);
            boolean compressible = plain.length >= WORTH_COMPRESSING && !type.equals("image/png")
                    && !type.startsWith("font/");
            return new StaticFile(type, plain, compressible ? Optional.of(gzip(plain)) : Optional.empty(),
                    "\"" + Long.toHexString(crc.getValue()) + "-" + plain.length + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static void send(Context context, StaticFile file) {
        context.header("ETag", file.tag).header("Vary", "Accept-Encoding").contentType(file.type);
        if (file.tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        String accepted = context.header("Accept-Encoding");
        boolean gzip = file.gzip.isPresent() && accepted != null && accepted.contains("gzip");
        context.disableCompression();
        if (gzip) {
            context.header("Content-Encoding", "gzip");
        }
        byte[] body = gzip ? file.gzip.orElseThrow() : file.plain;
        context.status(200);
        if (context.req().getMethod().equals("HEAD")) {
            context.header("Content-Length", Integer.toString(body.length));
        } else {
            context.result(body);
        }
    }
}
