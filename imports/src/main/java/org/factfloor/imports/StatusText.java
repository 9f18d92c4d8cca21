package org.factfloor.imports;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.factfloor.plant.StatusCode;

/**
 * Reads written states of samples: a name of OPC UA, its 32-bit code as a number or as {@code 0x80310000}, or the eight bits
 * of classic OPC, where 192 is good.
 */
final class StatusText {

    private static final Map<String, Integer> WORDS = Map.ofEntries(Map.entry("good", StatusCode.GOOD),
            Map.entry("ok", StatusCode.GOOD), Map.entry("valid", StatusCode.GOOD), Map.entry("好", StatusCode.GOOD),
            Map.entry("良好", StatusCode.GOOD), Map.entry("正常", StatusCode.GOOD),
            Map.entry("uncertain", StatusCode.UNCERTAIN), Map.entry("不确定", StatusCode.UNCERTAIN),
            Map.entry("bad", StatusCode.BAD), Map.entry("坏", StatusCode.BAD), Map.entry("invalid", StatusCode.BAD));

    private final boolean classic;

    /** @param classic whether numbers are those of classic OPC */
    StatusText(boolean classic) {
        this.classic = classic;
    }

    /** The 32-bit status; empty where it is none. */
    OptionalInt read(String written) {
        String word = written.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return OptionalInt.of(StatusCode.GOOD);
        }
        Integer known = WORDS.get(word);
        if (known != null) {
            return OptionalInt.of(known);
        }
        OptionalInt named = StatusCode.named(written.strip());
        if (named.isPresent()) {
            return named;
        }
        try {
            long code = Long.decode(word);
            boolean fits = code >= Integer.MIN_VALUE && code <= 0xFFFF_FFFFL;
            return fits ? OptionalInt.of(classic ? ofClassic(code) : (int) code) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static int ofClassic(long code) {
        return switch ((int) (code >> 6 & 3)) {
            case 3 -> StatusCode.GOOD;
            case 1 -> StatusCode.UNCERTAIN;
            default -> StatusCode.BAD;
        };
    }
}
