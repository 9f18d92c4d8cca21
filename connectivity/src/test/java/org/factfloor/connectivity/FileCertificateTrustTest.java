package org.factfloor.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCertificateTrustTest {

    private static final X509Certificate MACHINE = certificate("machine-1.pem");
    private static final X509Certificate OTHER = certificate("machine-2.pem");

    @TempDir
    Path folder;

    private FileCertificateTrust trust;

    @BeforeEach
    void open() {
        trust = new FileCertificateTrust(folder);
    }

    @Test
    void showsACertificateThatNobodyHasTrustedInThePersonsWords() {
        assertThat(trust.isTrusted(MACHINE, "cnc-1")).isFalse();
        assertThat(trust.isTrusted(MACHINE, "cnc-2")).isFalse();

        assertThat(trust.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.thumbprint()).matches("[0-9A-F]{40}");
            assertThat(seen.subject()).isEqualTo("CN=Machine 1,O=Test");
            assertThat(seen.applicationUri()).isEqualTo("urn:test:machine-1");
            assertThat(seen.connection()).as("where it was seen first").isEqualTo("cnc-1");
            assertThat(seen.validFrom()).isEqualTo(MACHINE.getNotBefore().toInstant());
            assertThat(seen.trusted()).isFalse();
        });
    }

    @Test
    void trustsExactlyTheCertificateAPersonTrusted() {
        trust.isTrusted(MACHINE, "cnc-1");
        trust.isTrusted(OTHER, "cnc-2");

        assertThat(trust.trust(thumbprint(MACHINE))).isTrue();

        assertThat(trust.isTrusted(MACHINE, "cnc-1")).isTrue();
        assertThat(trust.isTrusted(OTHER, "cnc-1")).isFalse();
    }

    @Test
    void remembersAfterARestart() {
        trust.isTrusted(MACHINE, "cnc-1");
        trust.trust(thumbprint(MACHINE));

        FileCertificateTrust reopened = new FileCertificateTrust(folder);

        assertThat(reopened.isTrusted(MACHINE, "cnc-1")).isTrue();
        assertThat(reopened.seen()).singleElement().extracting(CertificateTrust.Seen::connection).isEqualTo("cnc-1");
    }

    @Test
    void takesTrustBack() {
        trust.isTrusted(MACHINE, "cnc-1");
        trust.trust(thumbprint(MACHINE));

        assertThat(trust.distrust(thumbprint(MACHINE))).isTrue();

        assertThat(trust.isTrusted(MACHINE, "cnc-1")).isFalse();
        assertThat(trust.distrust(thumbprint(MACHINE))).isFalse();
    }

    @Test
    void refusesWhatIsNoThumbprintOfACertificateItHasSeen() {
        assertThat(trust.trust("0000000000000000000000000000000000000000")).isFalse();
        assertThat(trust.trust("../../secret")).isFalse();
        assertThat(trust.distrust("")).isFalse();
    }

    /** The name of the file is a SHA-1, which can be forged. */
    @Test
    void comparesContentAndNotOnlyThumbprints() throws Exception {
        trust.isTrusted(MACHINE, "cnc-1");
        trust.trust(thumbprint(MACHINE));
        Files.write(folder.resolve("trusted").resolve(thumbprint(MACHINE) + ".der"), OTHER.getEncoded());

        assertThat(trust.isTrusted(MACHINE, "cnc-1")).isFalse();
    }

    private String thumbprint(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        return trust.seen().stream().filter(seen -> seen.subject().equals(subject)).findFirst().orElseThrow()
                .thumbprint();
    }

    private static X509Certificate certificate(String resource) {
        try (InputStream in = FileCertificateTrustTest.class.getResourceAsStream("/" + resource)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
