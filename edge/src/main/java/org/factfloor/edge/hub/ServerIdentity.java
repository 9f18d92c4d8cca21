package org.factfloor.edge.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.factfloor.edge.OwnerOnly;
import org.factfloor.edge.Pinned;

/**
 * The key pair and self-made certificate by which edge boxes know this server, in {@code edge.p12} with its generated
 * password beside it in {@code edge.password}. Boxes pin the certificate, so it does not end for twenty years.
 *
 * @param fingerprint as {@link Pinned#fingerprint}
 */
record ServerIdentity(SSLContext context, String fingerprint) {

    private static final String ALIAS = "edge";
    private static final int YEARS = 20;

    /**
     * Reads the identity of this folder; makes one at first use.
     *
     * @throws IOException if it cannot be read or written
     */
    static ServerIdentity in(Path certificateFolder) throws IOException {
        Path folder = Files.createDirectories(certificateFolder);
        Path file = folder.resolve("edge.p12");
        Path password = folder.resolve("edge.password");
        try {
            if (!Files.exists(file)) {
                make(file, password);
            }
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the certificate for edge boxes in " + folder + " cannot be made: " + e.getMessage(),
                    e);
        }
        try {
            return read(file, Files.readString(password).strip().toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException("the certificate for edge boxes in " + folder + " cannot be used (" + e
                    + "); restore the folder from a backup, or delete edge.p12 there and enrol every box again", e);
        }
    }

    private static ServerIdentity read(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        if (!(store.getCertificate(ALIAS) instanceof X509Certificate certificate)) {
            throw new GeneralSecurityException(file + " holds no certificate");
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new ServerIdentity(context, Pinned.fingerprint(certificate));
    }

    private static void make(Path file, Path passwordFile)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        SecureRandom random = new SecureRandom();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=Factfloor edge port");
        // A day early, for boxes whose clock is behind; they do not look at it, but people's tools do.
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(new JcaX509v3CertificateBuilder(
                name, new BigInteger(127, random), Date.from(from), Date.from(from.plus(YEARS * 365L, ChronoUnit.DAYS)),
                name, keys.getPublic()).build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, keys.getPrivate(), password.toCharArray(), new X509Certificate[]{certificate});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password.toCharArray());
        OwnerOnly.write(passwordFile, password.getBytes(StandardCharsets.US_ASCII));
        // Last, because its presence says that all is there.
        OwnerOnly.write(file, bytes.toByteArray());
    }

    @Override
    public String toString() {
        return "ServerIdentity[" + fingerprint + "]";
    }
}
