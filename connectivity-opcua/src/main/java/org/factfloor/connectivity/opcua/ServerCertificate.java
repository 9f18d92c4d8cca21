package org.factfloor.connectivity.opcua;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.factfloor.connectivity.CertificateTrust;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;

/**
 * Judges the certificate a server shows: exactly the one a person has trusted is accepted.
 *
 * <p>A person who trusts an expired certificate is taken at their word, and a trusted one that expires goes on: machines
 * come with short-lived certificates and wrong clocks, nobody renews them at night, and what was trusted is this very
 * key. An expired one that nobody has trusted is refused as expired, so that they see it before they decide.
 */
final class ServerCertificate {

    private final CertificateTrust trust;
    private final InstantSource clock;

    ServerCertificate(CertificateTrust trust, InstantSource clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** Returns if the certificate is trusted; one that is not is kept for a person to see. */
    void check(X509Certificate certificate, String connection, Faults faults) throws ConnectionFault {
        if (trust.isTrusted(certificate, connection)) {
            return;
        }
        String thumbprint = thumbprint(certificate);
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        Instant now = clock.instant();
        if (now.isBefore(from) || now.isAfter(to)) {
            throw faults.of(Kind.CERTIFICATE_EXPIRED,
                    "the server's certificate " + thumbprint + " is valid from " + from + " to " + to
                            + " only; renew it at the machine, or trust it as it is",
                    Map.of("thumbprint", thumbprint, "from", from.toString(), "to", to.toString()));
        }
        throw faults.of(Kind.CERTIFICATE_UNTRUSTED, "the server's certificate " + thumbprint
                + " is new; compare it with the one the machine shows and trust it", Map.of("thumbprint", thumbprint));
    }

    /** SHA-1 of its DER form: 40 upper-case hexadecimal digits. */
    static String thumbprint(X509Certificate certificate) {
        try {
            return HexFormat.of().withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every Java has SHA-1 and a parsed certificate encodes", e);
        }
    }
}
