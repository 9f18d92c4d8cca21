package org.factfloor.imports.sheet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Tells how a text was encoded. What spreadsheets save as "CSV" is UTF-8 with a mark, or the code page of the country: GB18030
 * (and its subset GBK) in China, Windows-1252 in Western Europe.
 */
final class Encodings {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Encodings() {}

    /** A text and how it was encoded. */
    record Decoded(String text, Charset charset) {}

    /** @param wanted the encoding somebody named; found by looking where it is empty */
    static Decoded decode(byte[] bytes, Optional<Charset> wanted) {
        if (wanted.isPresent()) {
            return new Decoded(
                    marked(strict(bytes, wanted.get()).orElseThrow(() -> SheetException.notIn(wanted.get()))),
                    wanted.get());
        }
        return decode(bytes);
    }

    private static Decoded decode(byte[] bytes) {
        Optional<Charset> wide = sixteenBits(bytes);
        if (wide.isPresent()) {
            return new Decoded(marked(new String(bytes, wide.get())), wide.get());
        }
        Optional<String> utf8 = strict(bytes, StandardCharsets.UTF_8);
        if (utf8.isPresent()) {
            return new Decoded(marked(utf8.get()), StandardCharsets.UTF_8);
        }
        for (Charset charset : looksChinese(bytes) ? List.of(GB18030, WINDOWS_1252) : List.of(WINDOWS_1252, GB18030)) {
            Optional<String> text = strict(bytes, charset);
            if (text.isPresent()) {
                return new Decoded(text.get(), charset);
            }
        }
        throw SheetException.unreadable();
    }

    /** UTF-16 by its mark or, without one, by the zero bytes of the ASCII characters that every table has many of. */
    private static Optional<Charset> sixteenBits(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        int[] zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        int enough = Math.max(2, bytes.length / 6);
        if (zeros[0] == 0 && zeros[1] >= enough) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return zeros[1] == 0 && zeros[0] >= enough ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    /** Letters with accents stand alone among ASCII; Chinese characters take two high bytes each (GB 2312 rows). */
    private static boolean looksChinese(byte[] bytes) {
        int alone = 0;
        int paired = 0;
        for (int i = 0; i < bytes.length; i++) {
            int run = i;
            while (run < bytes.length && bytes[run] < 0) {
                run++;
            }
            if (run - i == 1) {
                alone++;
            } else if (run > i) {
                paired += run - i;
            }
            i = run;
        }
        return paired > alone;
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notThis) {
            return Optional.empty();
        }
    }

    private static String marked(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
