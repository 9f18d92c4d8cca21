package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML text with its nodes, and changes to containers by the places of their nodes in the text. Lines that are not
 * part of a change stay as they are, to the byte.
 *
 * <p>The text must be valid; changes that touch each other are not asked for in one go. What goes wrong for unusual
 * layouts (a container that stands elsewhere under an anchor) is refused or found by whoever reads the result.
 */
final class YamlDocument {

    private final String text;
    private final MappingNode root;
    private final TextEdits edits;
    private final boolean plainCharacters;

    YamlDocument(String text, MappingNode root) {
        this.text = text;
        this.root = root;
        this.edits = new TextEdits(text);
        plainCharacters = text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    MappingNode root() {
        return root;
    }

    /** The text with all changes. */
    String edited() {
        return edits.apply();
    }

    static Optional<Node> find(MappingNode mapping, String key) {
        return tuple(mapping, key).map(NodeTuple::getValueNode);
    }

    static Optional<String> textOf(MappingNode mapping, String key) {
        return find(mapping, key).flatMap(Scalars::text);
    }

    /** The mappings in a list under a key; none where there is no list. */
    static List<MappingNode> items(MappingNode mapping, String key) {
        List<MappingNode> items = new ArrayList<>();
        if (find(mapping, key).orElse(null) instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof MappingNode found) {
                    items.add(found);
                }
            }
        }
        return items;
    }

    /** Adds items at the end of the list under a key; makes the list where there is none. */
    void append(MappingNode mapping, String key, List<? extends Written> items) {
        Optional<NodeTuple> tuple = tuple(mapping, key);
        if (tuple.isPresent() && tuple.get().getValueNode() instanceof SequenceNode sequence
                && !sequence.getValue().isEmpty()) {
            refuseAlias(tuple.get());
            if (isFlow(sequence)) {
                StringBuilder added = new StringBuilder();
                items.forEach(item -> added.append(", ").append(YamlText.flow(item)));
                int end = end(sequence.getValue().getLast());
                edits.replace(end, end, added.toString());
            } else {
                int indent = column(sequence);
                StringBuilder added = new StringBuilder();
                items.forEach(item -> added.append(YamlText.item(item, indent)).append('\n'));
                insertLines(end(sequence), added.toString());
            }
        } else {
            put(mapping, key, Written.list(items));
        }
    }

    /** Sets the value of a key, which is added at the end where it is not there. */
    void put(MappingNode mapping, String key, Written value) {
        Optional<NodeTuple> tuple = tuple(mapping, key);
        if (tuple.isPresent()) {
            refuseAlias(tuple.get());
            int keyEnd = end(tuple.get().getKeyNode());
            int colon = text.indexOf(':', keyEnd) + 1;
            int valueEnd = Math.max(colon, end(tuple.get().getValueNode()));
            int valueStart = Math.min(valueEnd, Math.max(colon, start(tuple.get().getValueNode())));
            // What stands between a key and a value of one line (spaces, a comment) stays.
            boolean ownLine = text.substring(colon, valueStart).indexOf('\n') >= 0;
            if (isFlow(mapping)) {
                edits.replace(colon, valueEnd, " " + YamlText.flow(value));
            } else if (valueStart == colon || ownLine) {
                edits.replace(colon, valueEnd, YamlText.afterColon(value, column(mapping) + 2));
            } else {
                String written = YamlText.afterColon(value, column(mapping) + 2);
                edits.replace(written.startsWith("\n") ? colon : valueStart, valueEnd,
                        written.startsWith("\n") ? written : written.stripLeading());
            }
        } else if (isFlow(mapping)) {
            String entry = key + ": " + YamlText.flow(value);
            int end = mapping.getValue().isEmpty()
                    ? start(mapping) + 1
                    : end(mapping.getValue().getLast().getValueNode());
            edits.replace(end, end, mapping.getValue().isEmpty() ? entry : ", " + entry);
        } else {
            int indent = column(mapping);
            insertLines(end(mapping),
                    " ".repeat(indent) + key + ":" + YamlText.afterColon(value, indent + 2) + "\n");
        }
    }

    /** Removes keys and their values; at least one key must stay. */
    void removeKeys(MappingNode mapping, Collection<String> keys) {
        List<NodeTuple> tuples = mapping.getValue();
        Set<Integer> gone = new HashSet<>();
        for (int i = 0; i < tuples.size(); i++) {
            if (keys.contains(Scalars.text(tuples.get(i).getKeyNode()).orElse(""))) {
                refuseAlias(tuples.get(i));
                gone.add(i);
            }
        }
        if (isFlow(mapping)) {
            removeFromFlow(tuples.stream().map(NodeTuple::getKeyNode).toList(),
                    tuples.stream().map(NodeTuple::getValueNode).toList(), gone);
            return;
        }
        for (int i : gone) {
            int from = start(tuples.get(i).getKeyNode());
            int to = Math.max(text.indexOf(':', end(tuples.get(i).getKeyNode())) + 1,
                    end(tuples.get(i).getValueNode()));
            if (text.substring(lineStart(from), from).isBlank()) {
                edits.replace(lineStart(from), nextLine(to), "");
            } else {
                // The first key of a list's item stands behind the hyphen, which the next key that stays takes over.
                int next = i + 1;
                while (gone.contains(next)) {
                    next++;
                }
                int nextStart = next < tuples.size() ? start(tuples.get(next).getKeyNode()) : to;
                boolean onlySpace = next == i + 1 && text.substring(to, nextStart).isBlank();
                edits.replace(from, onlySpace ? nextStart : to, "");
            }
        }
    }

    /** Removes items of a list, which stays as an empty one when none is left. */
    void removeItems(MappingNode owner, String key, Set<? extends Node> items) {
        NodeTuple tuple = tuple(owner, key).orElseThrow();
        SequenceNode sequence = (SequenceNode) tuple.getValueNode();
        refuseAlias(tuple);
        boolean all = items.size() == sequence.getValue().size();
        if (all && isFlow(sequence)) {
            put(owner, key, Written.list(List.of()));
            return;
        }
        if (all) {
            // The lines of the items go one by one, so that comments between them stay.
            int colon = text.indexOf(':', end(tuple.getKeyNode())) + 1;
            edits.replace(colon, colon, " []");
        }
        Set<Integer> gone = new HashSet<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            if (items.contains(sequence.getValue().get(i))) {
                gone.add(i);
            }
        }
        if (isFlow(sequence)) {
            removeFromFlow(sequence.getValue(), sequence.getValue(), gone);
            return;
        }
        for (int i : gone) {
            Node item = sequence.getValue().get(i);
            edits.replace(hyphenLine(item, column(sequence)), nextLine(end(item)), "");
        }
    }

    /** Removes parts of a container on one line, each with the comma that parts it from the rest; one part stays. */
    private void removeFromFlow(List<Node> firsts, List<Node> lasts, Set<Integer> gone) {
        int kept = 0;
        while (gone.contains(kept)) {
            kept++;
        }
        if (kept > 0) {
            edits.replace(start(firsts.getFirst()), start(firsts.get(kept)), "");
        }
        for (int i = kept + 1; i < firsts.size(); i++) {
            if (gone.contains(i)) {
                edits.replace(end(lasts.get(i - 1)), end(lasts.get(i)), "");
            }
        }
    }

    /** The start of the line with an item's hyphen, which may stand some lines above it. */
    private int hyphenLine(Node item, int column) {
        int line = lineStart(start(item));
        while (hyphen(line) != line + column) {
            line = lineStart(line - 1);
        }
        return line;
    }

    /** Inserts whole lines below the line in which something ends. */
    private void insertLines(int end, String lines) {
        String wanted = text.contains("\r\n") ? lines.replace("\n", "\r\n") : lines;
        int at = nextLine(end);
        if (at > 0 && text.charAt(at - 1) != '\n') {
            // The last line of the text has no line break yet, and is not given one it did not have.
            edits.replace(at, at, (text.contains("\r\n") ? "\r\n" : "\n") + wanted.stripTrailing());
        } else {
            edits.replace(at, at, wanted);
        }
    }

    private void refuseAlias(NodeTuple tuple) {
        if (start(tuple.getValueNode()) < end(tuple.getKeyNode())) {
            throw new PlantEditException("line " + (tuple.getKeyNode().getStartMark().orElseThrow().getLine() + 1)
                    + " of the plant file repeats an anchor (*name) where something is to change; change the file by hand");
        }
    }

    private static Optional<NodeTuple> tuple(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> Scalars.text(tuple.getKeyNode()).filter(key::equals).isPresent()).findFirst();
    }

    private static boolean isFlow(CollectionNode<?> node) {
        return node.getFlowStyle() == FlowStyle.FLOW;
    }

    /** The column of a mapping's keys; its own mark may be that of an anchor. */
    private static int column(MappingNode mapping) {
        return mapping.getValue().getFirst().getKeyNode().getStartMark().orElseThrow().getColumn();
    }

    /** The column of the hyphens of a list in lines. */
    private int column(SequenceNode sequence) {
        int line = lineStart(start(sequence.getValue().getFirst()));
        while (hyphen(line) < 0) {
            line = lineStart(line - 1);
        }
        return hyphen(line) - line;
    }

    /** Where the hyphen is a line begins with; -1 for a line that begins otherwise. */
    private int hyphen(int line) {
        int at = line;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '-' ? at : -1;
    }

    private int start(Node node) {
        return offset(node.getStartMark().orElseThrow());
    }

    /** Where the content of a node ends: unlike its end mark, before the comments that follow. */
    private int end(Node node) {
        return switch (node) {
            case MappingNode mapping when !isFlow(mapping) && !mapping.getValue().isEmpty() ->
                endOf(mapping.getValue().getLast());
            case SequenceNode sequence when !isFlow(sequence) && !sequence.getValue().isEmpty() ->
                end(sequence.getValue().getLast());
            default -> offset(node.getEndMark().orElseThrow());
        };
    }

    private int endOf(NodeTuple tuple) {
        int keyEnd = end(tuple.getKeyNode());
        Node value = tuple.getValueNode();
        if (start(value) < keyEnd) {
            // An alias: its node stands where the anchor is. It ends with its line's last word.
            int line = text.indexOf('\n', keyEnd);
            return line < 0 ? text.length() : line;
        }
        boolean empty = value instanceof ScalarNode scalar && scalar.getValue().isEmpty() && scalar.isPlain();
        return empty ? text.indexOf(':', keyEnd) + 1 : end(value);
    }

    /** Marks count characters beyond U+FFFF as one, texts as two. */
    private int offset(Mark mark) {
        return plainCharacters ? mark.getIndex() : text.offsetByCodePoints(0, mark.getIndex());
    }

    private int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** The start of the line below; an offset at the start of a line is in the line above it, where its content ended. */
    private int nextLine(int offset) {
        if (offset > 0 && text.charAt(offset - 1) == '\n') {
            return offset;
        }
        int line = text.indexOf('\n', offset);
        return line < 0 ? text.length() : line + 1;
    }
}
