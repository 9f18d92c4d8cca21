package org.factfloor.edge.box;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.factfloor.connectivity.CertificateTrust;
import org.factfloor.edge.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trusts what people trust at the server, and tells the server of certificates nobody has seen there yet. People decide
 * there, so nothing is decided here.
 */
public final class PlanTrust implements CertificateTrust {

    private static final Logger log = LoggerFactory.getLogger(PlanTrust.class);
    private static final int MOST_UNTRUSTED = 20;

    private List<X509Certificate> trusted = List.of();
    private final Map<X509Certificate, String> untrusted = new LinkedHashMap<>();

    /**
     * Takes what a plan says.
     *
     * @return thumbprints of what is not trusted any more
     */
    synchronized List<String> plan(List<String> encoded) {
        List<X509Certificate> next = new ArrayList<>();
        for (String der : encoded) {
            try {
                next.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(der))));
            } catch (CertificateException | IllegalArgumentException e) {
                log.warn("the server sends a certificate that cannot be read", e);
            }
        }
        List<X509Certificate> gone = new ArrayList<>(trusted);
        gone.removeAll(next);
        trusted = List.copyOf(next);
        untrusted.keySet().removeAll(next);
        return gone.stream().map(PlanTrust::thumbprint).toList();
    }

    /** Certificates that were shown and are not trusted, for the server. */
    synchronized List<Messages.Untrusted> untrusted() {
        return untrusted.entrySet().stream()
                .map(seen -> new Messages.Untrusted(seen.getValue(), encoded(seen.getKey()))).toList();
    }

    @Override
    public synchronized boolean isTrusted(X509Certificate certificate, String connection) {
        if (trusted.contains(certificate)) {
            return true;
        }
        if (untrusted.size() < MOST_UNTRUSTED) {
            untrusted.putIfAbsent(certificate, connection);
        }
        return false;
    }

    @Override
    public synchronized List<X509Certificate> trusted() {
        return trusted;
    }

    @Override
    public List<Seen> seen() {
        return List.of();
    }

    @Override
    public boolean trust(String thumbprint) {
        return false;
    }

    @Override
    public boolean distrust(String thumbprint) {
        return false;
    }

    private static String encoded(X509Certificate certificate) {
        return Base64.getEncoder().encodeToString(der(certificate));
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was read has no DER form", e);
        }
    }

    /** As {@link CertificateTrust#trust} names certificates. */
    private static String thumbprint(X509Certificate certificate) {
        try {
            return HexFormat.of().withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(der(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
