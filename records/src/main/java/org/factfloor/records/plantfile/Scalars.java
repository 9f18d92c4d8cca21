package org.factfloor.records.plantfile;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What single YAML values are. A text is taken as it was written, with or without quotes. */
final class Scalars {

    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);
    private static final Pattern NUMBER = Pattern
            .compile("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,4})?");

    private Scalars() {}

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    static boolean isMapping(Node node) {
        return node instanceof MappingNode && node.getTag().equals(Tag.MAP);
    }

    /** The text of a value that is not a container, nothing or of a sort of its own. */
    static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar && PLAIN.contains(scalar.getTag()) && !isNull(node)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** The value of a number written without quotes, if it is finite. */
    static Optional<Double> number(Node node) {
        if (!(node instanceof ScalarNode scalar) || !scalar.isPlain() || !NUMBER.matcher(scalar.getValue()).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(scalar.getValue());
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    }

    /** Why a text cannot stand in a field of one line. */
    static Optional<String> objection(String text, int longest) {
        if (text.isBlank()) {
            return Optional.of("the text is empty; write something or remove the key");
        }
        if (text.length() > longest) {
            return Optional.of("the text has " + text.length() + " characters; at most " + longest + " are possible");
        }
        return text.codePoints().filter(Scalars::unfit).boxed().findFirst().map(point -> String
                .format("the character U+%04X cannot be shown in a line of text; remove it", point));
    }

    /** Control characters, half characters, and those that turn the direction of what follows. */
    private static boolean unfit(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        };
    }

    /** What a node is, in words. */
    static String sort(Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping.getTag().equals(Tag.MAP) ? "a mapping" : tagged(mapping);
            case SequenceNode sequence -> sequence.getTag().equals(Tag.SEQ) ? "a list" : tagged(sequence);
            case ScalarNode scalar when isNull(scalar) -> "nothing";
            case ScalarNode scalar when PLAIN.contains(scalar.getTag()) -> shown(scalar.getValue());
            default -> tagged(node);
        };
    }

    private static String tagged(Node node) {
        return "a value with the tag " + shown(node.getTag().getValue()) + ", which plant files do not use";
    }

    /** A word of the file as messages show it: quoted, and cut where it is long. */
    static String shown(String text) {
        String line = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        StringBuilder shown = new StringBuilder("\"");
        line.codePoints().forEach(point -> shown.appendCodePoint(unfit(point) ? '\uFFFD' : point));
        return shown.append('"').toString();
    }
}
