package org.factfloor.production;

import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote. Every method throws {@link IllegalArgumentException} on damage. */
final class StateReader {

    private final byte[] bytes;
    private int at;

    StateReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = one();
            rest |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw damaged("a number without end");
    }

    long raw() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            value |= (long) one() << shift;
        }
        return value;
    }

    boolean flag() {
        return one() != 0;
    }

    /** A number of things to follow, each at least one byte long. */
    int count() {
        long count = number();
        if (count < 0 || count > bytes.length - at) {
            throw damaged(count + " things cannot follow");
        }
        return (int) count;
    }

    @Nullable
    String text() {
        long length = number();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > bytes.length - at) {
            throw damaged("a text of " + length + " characters cannot follow");
        }
        StringBuilder text = new StringBuilder((int) length);
        for (int i = 0; i < length; i++) {
            text.append((char) number());
        }
        return text.toString();
    }

    <E extends Enum<E>> @Nullable E choice(E[] values) {
        long ordinal = number();
        if (ordinal < -1 || ordinal >= values.length) {
            throw damaged("no choice has number " + ordinal);
        }
        return ordinal == -1 ? null : values[(int) ordinal];
    }

    /** Says that nothing follows. */
    void end() {
        if (at != bytes.length) {
            throw damaged((bytes.length - at) + " bytes too many");
        }
    }

    IllegalArgumentException damaged(String what) {
        return new IllegalArgumentException("saved state is damaged at byte " + at + ": " + what
                + "; compute from an earlier state");
    }

    private int one() {
        if (at == bytes.length) {
            throw damaged("it ends too early");
        }
        return bytes[at++] & 0xFF;
    }
}
