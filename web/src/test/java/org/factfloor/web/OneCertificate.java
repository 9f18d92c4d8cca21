package org.factfloor.web;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.factfloor.connectivity.CertificateTrust;

/** Knows one certificate, which starts untrusted. */
final class OneCertificate implements CertificateTrust {

    static final String THUMBPRINT = "00112233445566778899AABBCCDDEEFF00112233";

    private volatile boolean trusted;

    @Override
    public boolean isTrusted(X509Certificate certificate, String connection) {
        return trusted;
    }

    @Override
    public List<Seen> seen() {
        return List.of(new Seen(THUMBPRINT, "CN=Press 7", "CN=Press 7", Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2036-01-01T00:00:00Z"), "urn:press-7", "press-7", trusted));
    }

    @Override
    public List<X509Certificate> trusted() {
        return List.of();
    }

    @Override
    public boolean trust(String thumbprint) {
        boolean known = thumbprint.equals(THUMBPRINT);
        trusted |= known;
        return known;
    }

    @Override
    public boolean distrust(String thumbprint) {
        boolean known = thumbprint.equals(THUMBPRINT) && trusted;
        trusted &= !known;
        return known;
    }
}
