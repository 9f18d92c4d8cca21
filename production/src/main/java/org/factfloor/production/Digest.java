package org.factfloor.production;

import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * 64 bits that stand for one input. Added up (with overflow) they stand for a set of inputs in any order. They find
 * accidents, not forgery. The last step is the finalizer of MurmurHash3 (Appleby, public domain).
 */
final class Digest {

    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private Digest() {}

    static long sample(int signal, long time, ValueType type, long bits, @Nullable String text, int status,
            int revision) {
        long hash = then(time, ((long) signal << 32) | (status & 0xFFFF_FFFFL));
        hash = then(hash, ((long) revision << 8) | type.code());
        return then(hash, text == null ? bits : text(text));
    }

    static long entry(Entry entry) {
        long hash = then(text(entry.id()), entry.revision());
        hash = then(hash, entry.from());
        hash = then(hash, entry.to().orElse(Long.MAX_VALUE));
        hash = then(hash, entry.saidAt());
        hash = then(hash, text(entry.author()));
        // The text of a record is its names and values, and so as stable as the saved form of a claim.
        return then(hash, text(entry.claim().toString()));
    }

    private static long text(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash + text.charAt(i)) * STEP;
        }
        return hash;
    }

    private static long then(long hash, long value) {
        long next = (hash ^ value) * STEP;
        next = (next ^ (next >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        return next ^ (next >>> 33);
    }
}
