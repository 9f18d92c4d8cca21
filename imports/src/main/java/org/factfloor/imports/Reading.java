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
     * What somebody says, in words; null, or empty, is found by looking.
     *
     * @param encoding name of a character set
     * @param delimiter between columns; {@code tab} for a tab
     * @param decimal the sign before decimals
     * @param shape {@code wide} or {@code long}
     * @param form id of a {@link TimeForm}
     * @param zone name of a time zone, or an offset
     */
    public record Words(@Nullable String encoding, @Nullable String delimiter, @Nullable String decimal,
            @Nullable String shape, @Nullable String time, @Nullable String form, @Nullable String zone,
            @Nullable String signal, @Nullable String value, @Nullable String status,
            @Nullable Map<String, String> signals, @Nullable Boolean replace) {

        /**
         * What they mean.
         *
         * @throws IllegalArgumentException with a sentence about the word that cannot be
         */
        public Reading reading() {
            return new Reading(
                    new TextForm(word(encoding).map(Reading::charset), word(delimiter).map(Reading::delimiter),
                            word(decimal).map(Reading::comma)),
                    word(shape).map(Reading::shape), word(time), word(form).map(Reading::form),
                    word(zone).map(Reading::zone), word(signal), word(value), word(status),
                    signals == null ? Map.of() : signals, replace != null && replace);
        }

        private static Optional<String> word(@Nullable String said) {
            return Optional.ofNullable(said).filter(word -> !word.isEmpty());
        }
    }

    /** What words say, by the names they have in {@link Words}. */
    static Reading of(Map<String, String> words, Map<String, String> signals, boolean replace) {
        return new Words(words.get("encoding"), words.get("delimiter"), words.get("decimal"), words.get("shape"),
                words.get("time"), words.get("form"), words.get("zone"), words.get("signal"), words.get("value"),
                words.get("status"), signals, replace).reading();
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
