package org.factfloor.connectivity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trust as files: {@code trusted/THUMBPRINT.der} and {@code seen/THUMBPRINT.der}, each with a
 * {@code THUMBPRINT.connection} beside it that names the connection it was first seen on. Moving a file by hand works
 * too. At most 200 certificates that nobody has trusted are kept; the oldest goes first.
 */
public final class FileCertificateTrust implements CertificateTrust {

    private static final Logger log = LoggerFactory.getLogger(FileCertificateTrust.class);

    private static final int MOST_SEEN = 200;
    private static final Pattern THUMBPRINT = Pattern.compile("[0-9A-F]{40}");
    /** The kind of a subject alternative name that is a URI (RFC 5280, 4.2.1.6). */
    private static final int URI = 6;

    private final Path trusted;
    private final Path seen;

    /**
     * Trust kept in this folder, which is made if it does not exist.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public FileCertificateTrust(Path folder) {
        try {
            trusted = Files.createDirectories(folder.resolve("trusted"));
            seen = Files.createDirectories(folder.resolve("seen"));
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate folder " + folder + " cannot be made", e);
        }
    }

    @Override
    public synchronized boolean isTrusted(X509Certificate certificate, String connection) {
        try {
            byte[] encoded = certificate.getEncoded();
            String name = thumbprint(encoded);
            Path known = trusted.resolve(name + ".der");
            if (Files.exists(known)) {
                // The name is a SHA-1, which can be forged; the content cannot.
                return MessageDigest.isEqual(Files.readAllBytes(known), encoded);
            }
            if (!Files.exists(seen.resolve(name + ".der"))) {
                Files.writeString(seen.resolve(name + ".connection"), connection);
                write(seen.resolve(name + ".der"), encoded);
                forgetOldest();
            }
            return false;
        } catch (IOException | CertificateException e) {
            log.error("{}: the server's certificate cannot be compared with those in {}", connection, trusted, e);
            return false;
        }
    }

    @Override
    public synchronized List<Seen> seen() {
        List<Seen> all = new ArrayList<>();
        all.addAll(list(trusted, true));
        all.addAll(list(seen, false));
        return all;
    }

    @Override
    public synchronized List<X509Certificate> trusted() {
        List<X509Certificate> found = new ArrayList<>();
        for (Path file : certificates(trusted)) {
            try {
                found.add(parse(file));
            } catch (IOException | CertificateException e) {
                log.warn("{} is not a certificate", file, e);
            }
        }
        return found;
    }

    @Override
    public synchronized boolean trust(String thumbprint) {
        return move(thumbprint, seen, trusted);
    }

    @Override
    public synchronized boolean distrust(String thumbprint) {
        return move(thumbprint, trusted, seen);
    }

    private static boolean move(String thumbprint, Path from, Path to) {
        // What is not a thumbprint must not become part of a path.
        if (!THUMBPRINT.matcher(thumbprint).matches()) {
            return false;
        }
        try {
            if (!Files.exists(from.resolve(thumbprint + ".der"))) {
                return false;
            }
            if (Files.exists(from.resolve(thumbprint + ".connection"))) {
                Files.move(from.resolve(thumbprint + ".connection"), to.resolve(thumbprint + ".connection"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(from.resolve(thumbprint + ".der"), to.resolve(thumbprint + ".der"),
                    StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("certificate " + thumbprint + " cannot be moved to " + to, e);
        }
    }

    private List<Seen> list(Path folder, boolean isTrusted) {
        List<Seen> found = new ArrayList<>();
        for (Path file : certificates(folder)) {
            try {
                byte[] encoded = Files.readAllBytes(file);
                found.add(describe(parse(file), thumbprint(encoded), connectionOf(file), isTrusted));
            } catch (IOException | CertificateException e) {
                log.warn("{} is not a certificate", file, e);
            }
        }
        return found;
    }

    private static List<Path> certificates(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.der")) {
            List<Path> found = new ArrayList<>();
            files.forEach(found::add);
            found.sort(Comparator.comparing(Path::getFileName));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("the certificates in " + folder + " cannot be listed", e);
        }
    }

    private static X509Certificate parse(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static String connectionOf(Path certificate) throws IOException {
        String name = certificate.getFileName().toString();
        try {
            return Files.readString(certificate.resolveSibling(name.replace(".der", ".connection")));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static Seen describe(X509Certificate certificate, String thumbprint, String connection, boolean isTrusted) {
        return new Seen(thumbprint, certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(), certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(), applicationUri(certificate), connection, isTrusted);
    }

    private static String applicationUri(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : names.stream().filter(name -> name.get(0).equals(URI)).map(name -> String.valueOf(name.get(1)))
                            .findFirst().orElse("");
        } catch (CertificateException e) {
            return "";
        }
    }

    /** Anyone on the network can show certificates; they must not fill the disk. */
    private void forgetOldest() throws IOException {
        List<Path> all = new ArrayList<>(certificates(seen));
        if (all.size() <= MOST_SEEN) {
            return;
        }
        all.sort(Comparator.comparing(file -> file.toFile().lastModified()));
        for (Path oldest : all.subList(0, all.size() - MOST_SEEN)) {
            Files.deleteIfExists(oldest);
            Files.deleteIfExists(oldest.resolveSibling(oldest.getFileName().toString().replace(".der", ".connection")));
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String thumbprint(byte[] encoded) {
        try {
            return HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-1").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
