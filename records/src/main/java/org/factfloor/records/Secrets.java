package org.factfloor.records;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.factfloor.plant.Micros;

/** Passwords of sources, encrypted with AES-256-GCM under the key in {@code secret.key}. */
public final class Secrets {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Database database;
    private final SecretKeySpec key;
    private final InstantSource clock;
    private final SecureRandom random;

    @SuppressWarnings("ArrayRecordComponent") // only carries two columns, never compared
    private record Sealed(byte[] nonce, byte[] ciphertext) {}

    private Secrets(Database database, SecretKeySpec key, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    /** Reads the key and checks that the secrets were encrypted with it; makes one for records that have none yet. */
    static Secrets open(Database database, SecretKeyFile file, InstantSource clock, SecureRandom random) {
        Optional<byte[]> known = database.read(handle -> handle.createQuery("SELECT key_check FROM secret_key")
                .mapTo(byte[].class).findOne());
        Optional<byte[]> found = file.read();
        if (known.isPresent() && found.isEmpty()) {
            throw new RecordsException(
                    file + " is missing, and records.db holds secrets only that key opens; restore the"
                            + " file from a backup");
        }
        SecretKeySpec key = new SecretKeySpec(found.orElseGet(() -> file.create(random)), "AES");
        byte[] check = check(key);
        if (known.isPresent() && !MessageDigest.isEqual(known.get(), check)) {
            throw new RecordsException(
                    file + " is not the key records.db was made with; restore the file that belongs to"
                            + " it from a backup");
        }
        if (known.isEmpty()) {
            database.change(handle -> handle.execute("INSERT INTO secret_key (id, key_check) VALUES (1, ?)", check));
        }
        return new Secrets(database, key, clock, random);
    }

    private static byte[] check(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal("factfloor secret key".getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", missing);
        }
    }

    /** Stores a value under a name, in place of the one that was there. */
    public void put(String name, String value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, name, nonce)
                    .doFinal(value.getBytes(StandardCharsets.UTF_8));
            database.change(handle -> handle.execute(
                    "INSERT OR REPLACE INTO secret (name, nonce, ciphertext, changed_at) VALUES (?, ?, ?, ?)", name,
                    nonce,
                    ciphertext, Micros.of(clock.instant())));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has AES-GCM", missing);
        }
    }

    /**
     * The value stored under a name.
     *
     * @throws RecordsException if what is stored was changed behind our back
     */
    public Optional<String> get(String name) {
        Optional<Sealed> sealed = database.read(handle -> handle
                .createQuery("SELECT nonce, ciphertext FROM secret WHERE name = :name").bind("name", name)
                .map((row, _) -> new Sealed(row.getBytes("nonce"), row.getBytes("ciphertext"))).findOne());
        return sealed.map(found -> {
            try {
                byte[] value = cipher(Cipher.DECRYPT_MODE, name, found.nonce()).doFinal(found.ciphertext());
                return new String(value, StandardCharsets.UTF_8);
            } catch (AEADBadTagException tampered) {
                throw new RecordsException("the secret " + name + " was changed outside Factfloor; store it again",
                        tampered);
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("every Java has AES-GCM", missing);
            }
        });
    }

    /** Removes a secret; false if there was none. */
    public boolean delete(String name) {
        return database.write(handle -> handle.execute("DELETE FROM secret WHERE name = ?", name) > 0);
    }

    public Set<String> names() {
        List<String> names = database.read(handle -> handle.createQuery("SELECT name FROM secret").mapTo(String.class)
                .list());
        return new TreeSet<>(names);
    }

    /** The name is bound into what is encrypted: a value moved to another name does not open. */
    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
