package org.factfloor.imports;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.factfloor.imports.sheet.TextForm;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of how a file is to be read; what they leave open is found by looking.
 *
 * @param time name of the column of the time
 * @param zone of local times
 * @param signal name of the column of the signals' names
 * @param value name of the column of the values
 * @param status name of the column of the status
 * @param signals key of the signal that a name in the file means; empty where what it names is left out
 * @param replace whether values of the file take the place of others that history has at the same times
 */
public record Reading(TextForm text, Optional<Layout.Shape> shape, Optional<String> time, Optional<TimeForm> form,
        Optional<ZoneId> zone, Optional<String> signal, Optional<String> value, Optional<String> status,
        Map<String, String> signals, boolean replace) {

    /** All of it found by looking. */
    public static final Reading FOUND = new Reading(TextForm.FOUND, Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false);

    private static final String MAPPED = "map.";

    public Reading {
        signals = Map.copyOf(signals);
    }

    /**
     * What words say: {@code encoding}, {@code delimiter} ({@code tab} for a tab), {@code decimal}, {@code shape},
     * {@code time}, {@code form}, {@code zone}, {@code signal}, {@code value}, {@code status}. What is null or empty is found.
     *
     * @throws IllegalArgumentException with a sentence about the word that cannot be
     */
    public static Reading of(Map<String, ? extends @Nullable String> words, Map<String, String> signals,
            boolean replace) {
        return new Reading(
                new TextForm(word(words, "encoding").map(Reading::charset),
                        word(words, "delimiter").map(Reading::delimiter), word(words, "decimal").map(Reading::comma)),
                word(words, "shape").map(Reading::shape), word(words, "time"), word(words, "form").map(Reading::form),
                word(words, "zone").map(Reading::zone), word(words, "signal"), word(words, "value"),
                word(words, "status"), signals, replace);
    }

    private static Optional<String> word(Map<String, ? extends @Nullable String> words, String name) {
        return Optional.<String>ofNullable(words.get(name)).filter(word -> !word.isEmpty());
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name.equalsIgnoreCase("gbk") ? "GB18030" : name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("The encoding " + name
                    + " is not known; use UTF-8, UTF-16LE, UTF-16BE, GB18030 or windows-1252.", e);
        }
    }

    private static char delimiter(String sign) {
        if (sign.equalsIgnoreCase("tab") || sign.equals("\\t")) {
            return '\t';
        }
        if (sign.length() != 1 || ",;\t|".indexOf(sign.charAt(0)) < 0) {
            throw new IllegalArgumentException(
                    "The delimiter " + sign + " is not known; use , or ; or | or the word tab.");
        }
        return sign.charAt(0);
    }

    private static boolean comma(String sign) {
        if (!sign.equals(",") && !sign.equals(".")) {
            throw new IllegalArgumentException("Decimals are written with . or with , and not with " + sign + ".");
        }
        return sign.equals(",");
    }

    private static Layout.Shape shape(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "wide" -> Layout.Shape.WIDE;
            case "long" -> Layout.Shape.LONG;
            default -> throw new IllegalArgumentException("The shape " + word
                    + " is not known; use wide (a column for each signal) or long (a line for each sample).");
        };
    }

    private static TimeForm form(String id) {
        return TimeForm.of(id).orElseThrow(() -> new IllegalArgumentException("The form of times " + id
                + " is not known; use ymd, dmy, mdy, epoch-s, epoch-ms, epoch-us, epoch-ns or excel."));
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "The time zone " + id + " is not known; use a name such as Europe/Berlin, or an offset as +08:00.",
                    e);
        }
    }

    /** Writes it down under a prefix. */
    void write(Properties into, String prefix) {
        text.encoding().ifPresent(charset -> into.setProperty(prefix + "encoding", charset.name()));
        text.delimiter().ifPresent(sign -> into.setProperty(prefix + "delimiter", String.valueOf(sign)));
        text.decimalComma().ifPresent(comma -> into.setProperty(prefix + "decimal", comma ? "," : "."));
        shape.ifPresent(known -> into.setProperty(prefix + "shape", known.name()));
        time.ifPresent(column -> into.setProperty(prefix + "time", column));
        form.ifPresent(known -> into.setProperty(prefix + "form", known.id()));
        zone.ifPresent(known -> into.setProperty(prefix + "zone", known.getId()));
        signal.ifPresent(column -> into.setProperty(prefix + "signal", column));
        value.ifPresent(column -> into.setProperty(prefix + "value", column));
        status.ifPresent(column -> into.setProperty(prefix + "status", column));
        signals.forEach((name, key) -> into.setProperty(prefix + MAPPED + name, key));
        into.setProperty(prefix + "replace", String.valueOf(replace));
    }

    /** The inverse of {@link #write}. */
    static Reading read(Properties from, String prefix) {
        Map<String, String> words = new LinkedHashMap<>();
        Map<String, String> signals = new LinkedHashMap<>();
        for (String name : from.stringPropertyNames()) {
            if (name.startsWith(prefix + MAPPED)) {
                signals.put(name.substring(prefix.length() + MAPPED.length()), from.getProperty(name));
            } else if (name.startsWith(prefix)) {
                words.put(name.substring(prefix.length()), from.getProperty(name));
            }
        }
        return of(words, signals, Boolean.parseBoolean(words.get("replace")));
    }
}
