package org.factfloor.records.plantfile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes YAML: in lines at an indentation, or on one line. */
final class YamlText {

    /** Texts that need no quotes anywhere: they begin with a letter and have nothing YAML could take for a sign. */
    private static final Pattern BARE = Pattern.compile("\\p{L}[\\p{L}\\p{N}_./-]*( [\\p{L}\\p{N}_./-]+)*");
    /** Endpoints: their colons are followed by no space, so they need no quotes, and nobody writes them with any. */
    private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z.]*://[A-Za-z0-9._:/-]*[A-Za-z0-9._/-]");
    private static final Pattern DURATION = Pattern.compile("\\d{1,9}(ms|s|m|h|d)");
    /** Bare words that readers of other YAML versions take for something else than a text. */
    private static final Set<String> RESERVED = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    /** A text as a value, in quotes where it needs them. */
    static String scalar(String text) {
        boolean bare = BARE.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
        if (bare || ADDRESS.matcher(text).matches() || DURATION.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            char c = (char) character;
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** A number in the shortest form that reads back as the same bits. */
    static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 && Double.compare(number, -0.0) != 0
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** On one line. */
    static String flow(Written written) {
        return switch (written) {
            case Written.Value value -> value.yaml();
            case Written.Mapping mapping -> mapping.entries().entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Written.Items items -> items.items().stream().map(YamlText::flow)
                    .collect(Collectors.joining(", ", "[", "]"));
        };
    }

    /** What follows a key and its colon: a value behind a space, or lines of which the first begins with a line break. */
    static String afterColon(Written value, int indent) {
        if (isInline(value)) {
            return " " + flow(value);
        }
        return "\n" + lines(value, indent);
    }

    /** Lines at an indentation, without a line break at the end. */
    static String lines(Written written, int indent) {
        String margin = " ".repeat(indent);
        return switch (written) {
            case Written.Value value -> margin + value.yaml();
            case Written.Mapping mapping when isInline(mapping) -> margin + flow(mapping);
            case Written.Mapping mapping -> mapping.entries().entrySet().stream()
                    .map(entry -> margin + entry(entry, indent)).collect(Collectors.joining("\n"));
            case Written.Items items when isInline(items) -> margin + flow(items);
            case Written.Items items -> items.items().stream().map(item -> item(item, indent))
                    .collect(Collectors.joining("\n"));
        };
    }

    /** An item of a list with its hyphen. */
    static String item(Written item, int indent) {
        return " ".repeat(indent) + "- " + lines(item, indent + 2).stripLeading();
    }

    private static String entry(Map.Entry<String, Written> entry, int indent) {
        return entry.getKey() + ":" + afterColon(entry.getValue(), indent + 2);
    }

    private static boolean isInline(Written written) {
        return switch (written) {
            case Written.Value _ -> true;
            case Written.Mapping(Map<String, Written> entries, boolean flow) -> flow || entries.isEmpty();
            case Written.Items(List<Written> items, boolean flow) -> flow || items.isEmpty();
        };
    }
}
