package org.factfloor.connectivity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Which certificates of sources a person has trusted. Safe for many threads. */
public interface CertificateTrust {

    /** Whether a person has trusted exactly this certificate; one that nobody has seen yet is kept for them to see. */
    boolean isTrusted(X509Certificate certificate, String connection);

    /** All certificates seen or trusted. */
    List<Seen> seen();

    /** The certificates that are trusted. */
    List<X509Certificate> trusted();

    /**
     * Trusts a certificate that was seen.
     *
     * @param thumbprint SHA-1 of its DER form, as OPC UA tools show it: 40 upper-case hexadecimal digits
     * @return false if none with this thumbprint was seen
     */
    boolean trust(String thumbprint);

    /**
     * Takes the trust back.
     *
     * @return false if none with this thumbprint was trusted
     */
    boolean distrust(String thumbprint);

    /** A source's certificate, in the words a person compares. */
    record Seen(String thumbprint, String subject, String issuer, Instant validFrom, Instant validTo,
            String applicationUri, String connection, boolean trusted) {}
}
