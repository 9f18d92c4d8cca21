package org.factfloor.records;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.plant.Label;

/**
 * Which passwords are good enough: 10 to 256 characters, not a common one and not made of the user's name. Nothing is
 * asked about sorts of characters (NIST SP 800-63B, 5.1.1.2).
 */
public final class PasswordPolicy {

    static final int SHORTEST = 10;
    static final int LONGEST = 256;
    private static final Set<String> COMMON = readCommon();

    private PasswordPolicy() {}

    /** Why a password is refused, as a sentence; empty for a good one. */
    public static Optional<Label> objection(String userName, char[] password) {
        if (password.length < SHORTEST) {
            return refused(
                    "the password is too short; use at least " + SHORTEST + " characters, for example a few words",
                    "密码太短；请至少用 " + SHORTEST + " 个字符，例如几个词。");
        }
        if (password.length > LONGEST) {
            return refused("the password is too long; use at most " + LONGEST + " characters",
                    "密码太长；请最多用 " + LONGEST + " 个字符。");
        }
        String plain = new String(password).toLowerCase(Locale.ROOT);
        if (plain.chars().distinct().count() < 4) {
            return refused("the password repeats a few characters; use different ones, for example a few words",
                    "密码只是少数字符的重复；请换用不同字符，例如几个词。");
        }
        String core = core(plain);
        if (COMMON.contains(plain) || COMMON.contains(core) || isRun(plain)) {
            return refused("the password is one of those tried first; use another one, for example a few words",
                    "该密码最先被人试到；请换一个，例如几个词。");
        }
        String name = core(userName.toLowerCase(Locale.ROOT));
        if (!name.isEmpty() && (core.equals(name) || core.equals(name + name))) {
            return refused("the password is made of the user's name; use another one", "密码由用户名构成；请换一个。");
        }
        return Optional.empty();
    }

    private static Optional<Label> refused(String en, String zh) {
        return Optional.of(new Label(en, zh));
    }

    /** What is left of a word without the digits and signs people add to it. */
    private static String core(String word) {
        return word.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
    }

    /** Whether each character is the one before, plus one or minus one: 123456…, abcdef…, also 1234567890. */
    private static boolean isRun(String word) {
        boolean up = true;
        boolean down = true;
        for (int i = 1; i < word.length(); i++) {
            int step = word.charAt(i) - word.charAt(i - 1);
            boolean wraps = word.charAt(i - 1) == '9' && word.charAt(i) == '0';
            up &= step == 1 || wraps;
            down &= step == -1;
        }
        return up || down;
    }

    private static Set<String> readCommon() {
        try (InputStream list = Objects
                .requireNonNull(PasswordPolicy.class.getResourceAsStream("common-passwords.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).collect(Collectors.toSet());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
