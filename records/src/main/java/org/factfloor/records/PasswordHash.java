package org.factfloor.records;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) in its encoded form {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. Two passwords at most are
 * hashed at a time, so that a storm of sign-ins does not take the memory (19 MiB each) the plant needs.
 */
final class PasswordHash {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int WAIT_SECONDS = 5;
    private static final Pattern FORM = Pattern
            .compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final SecureRandom random;
    private final Semaphore turns = new Semaphore(2, true);
    private final String ofNobody;

    PasswordHash(SecureRandom random) {
        this.random = random;
        // A hash in the right form that no password has; what it takes to find that out is what matters.
        ofNobody = encoded(new byte[SALT_BYTES], new byte[HASH_BYTES]);
    }

    /** The hash of a password under a new salt. */
    String of(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return encoded(salt, argon2(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES));
    }

    /** A hash to check a password against where there is no user; never matches. */
    String ofNobody() {
        return ofNobody;
    }

    /** Whether the password has the hash. Takes a time that tells nothing about either. */
    boolean matches(char[] password, String encoded) {
        Matcher form = FORM.matcher(encoded);
        if (!form.matches()) {
            throw new RecordsException("a stored password is not an Argon2id hash; set the user's password again");
        }
        byte[] salt = Base64.getDecoder().decode(form.group(4));
        byte[] expected = Base64.getDecoder().decode(form.group(5));
        byte[] actual = argon2(password, salt, Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)), expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private static String encoded(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(hash);
    }

    private byte[] argon2(char[] password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
        takeTurn();
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] bytes = new byte[utf8.remaining()];
        utf8.get(bytes);
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13).withMemoryAsKB(memoryKib).withIterations(passes)
                    .withParallelism(lanes).withSalt(salt).build());
            byte[] hash = new byte[length];
            generator.generateBytes(bytes, hash);
            return hash;
        } finally {
            turns.release();
            Arrays.fill(bytes, (byte) 0);
            utf8.clear();
            while (utf8.hasRemaining()) {
                utf8.put((byte) 0);
            }
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new BusyException("too many passwords are being checked at once; try again in a minute");
    }
}
