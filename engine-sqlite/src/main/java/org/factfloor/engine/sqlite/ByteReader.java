package org.factfloor.engine.sqlite;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteWriter} wrote; throws {@link IndexOutOfBoundsException} where it ends too early. */
final class ByteReader {

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int raw() {
        return bytes[at++] & 0xFF;
    }

    long number() {
        long value = 0;
        int shift = 0;
        int next = raw();
        while (next >= 0x80) {
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
            next = raw();
        }
        return value | (long) next << shift;
    }

    long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    long fixed() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            value |= (long) raw() << shift;
        }
        return value;
    }

    String text() {
        int length = (int) number();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}
