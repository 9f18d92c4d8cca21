package org.factfloor.production;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes a kernel's state as bytes that depend on nothing but the state. {@link StateReader} is its mirror. */
final class StateWriter {

    private byte[] bytes = new byte[256];
    private int size;

    /** A whole number; near zero it is short: zigzag, then seven bits a byte, least first. */
    void number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            one((int) rest | 0x80);
            rest >>>= 7;
        }
        one((int) rest);
    }

    /** Eight bytes, for numbers that are as good as random. */
    void raw(long value) {
        for (int shift = 0; shift < 64; shift += 8) {
            one((int) (value >>> shift));
        }
    }

    void flag(boolean value) {
        one(value ? 1 : 0);
    }

    void text(@Nullable String value) {
        number(value == null ? -1 : value.length());
        for (int i = 0; value != null && i < value.length(); i++) {
            number(value.charAt(i));
        }
    }

    void choice(@Nullable Enum<?> value) {
        number(value == null ? -1 : value.ordinal());
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void one(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
    }
}
