package org.factfloor.engine.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes whole numbers in few bytes, small ones in one. */
final class ByteWriter {

    private byte[] bytes = new byte[256];
    private int size;

    void raw(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
    }

    /** LEB128 of the number as an unsigned one. */
    void number(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            raw((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        raw((int) left);
    }

    /** A number that may be negative. */
    void signed(long value) {
        number(value << 1 ^ value >> 63);
    }

    void fixed(long value) {
        for (int shift = 0; shift < 64; shift += 8) {
            raw((int) (value >>> shift));
        }
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        for (byte each : utf8) {
            raw(each);
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }
}
