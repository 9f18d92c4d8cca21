package org.factfloor.connectivity.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * Our own key pair and self-signed certificate, by which machines recognise this installation.
 *
 * <p>Kept in {@code client.p12}, whose generated password lies in {@code client.password}; both can be read by
 * their owner only. {@code client.der} is the certificate alone, to be loaded into a machine's list.
 *
 * @param applicationUri equal to the URI in the certificate, as the standard demands
 */
record ClientIdentity(KeyPair keys, X509Certificate certificate, String applicationUri) {

    private static final String ALIAS = "client";

    /**
     * Reads the identity of this folder; makes one at first use.
     *
     * @throws IOException if it cannot be read or written
     */
    static synchronized ClientIdentity in(Path certificateFolder) throws IOException {
        Path folder = Files.createDirectories(certificateFolder);
        Path store = folder.resolve("client.p12");
        Path password = folder.resolve("client.password");
        try {
            if (!Files.exists(store)) {
                make(folder, store, password);
            }
            return read(store, Files.readString(password).strip().toCharArray());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("our own OPC UA certificate in " + folder + " cannot be used: " + e.getMessage()
                    + "; restore the folder from a backup, or delete it and let the machines trust the new one", e);
        }
    }

    private static ClientIdentity read(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        if (store.getKey(ALIAS, password) instanceof PrivateKey key
                && store.getCertificate(ALIAS) instanceof X509Certificate certificate) {
            String uri = CertificateUtil.getSanUri(certificate)
                    .orElseThrow(() -> new GeneralSecurityException("it names no application"));
            return new ClientIdentity(new KeyPair(certificate.getPublicKey(), key), certificate, uri);
        }
        throw new GeneralSecurityException(file + " holds no key");
    }

    private static void make(Path folder, Path storeFile, Path passwordFile) throws Exception {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        X509Certificate certificate = new SelfSignedCertificateBuilder(keys).setCommonName("Factfloor")
                .setOrganization("Factfloor").setApplicationUri("urn:factfloor:client:" + UUID.randomUUID())
                .setValidityPeriod(Period.ofYears(20)).addDnsName("localhost").build();
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, keys.getPrivate(), password.toCharArray(), new X509Certificate[]{certificate});
        write(passwordFile, out -> out.write(password.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        write(folder.resolve("client.der"), out -> out.write(certificate.getEncoded()));
        // Last, because its presence says that all is there.
        write(storeFile, out -> store.store(out, password.toCharArray()));
    }

    private static void write(Path file, Content content) throws Exception {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        if (posix) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream out = Files.newOutputStream(draft)) {
            content.writeTo(out);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private interface Content {
        void writeTo(OutputStream out) throws Exception;
    }

    @Override
    public String toString() {
        return "ClientIdentity[" + applicationUri + "]";
    }
}
