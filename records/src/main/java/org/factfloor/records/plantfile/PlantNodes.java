package org.factfloor.records.plantfile;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Turns text into YAML nodes, within limits that keep a hostile text from costing more than an honest one: 1 MiB of
 * characters, 50 levels, 50 aliases of containers, one document.
 */
final class PlantNodes {

    static final int MAX_CHARACTERS = 1 << 20;
    static final int MAX_DEPTH = 50;
    static final int MAX_ALIASES = 50;

    private PlantNodes() {}

    /** The root node; empty after a problem, which is then reported. */
    static Optional<Node> compose(String yaml, Problems problems) {
        if (yaml.length() > MAX_CHARACTERS) {
            problems.add(1, 1, "", "the file has " + yaml.length() + " characters; at most " + MAX_CHARACTERS
                    + " are read. Use templates for machines that are alike");
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS)
                .setMaxAliasesForCollections(MAX_ALIASES).setAllowNonScalarKeys(true).setSchema(new CoreSchema())
                .build();
        try {
            if (!shallow(yaml, settings, problems)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(yaml);
            if (root.isEmpty()) {
                problems.add(1, 1, "", "the file is empty; a plant file begins with: factfloor: 1");
            }
            return root;
        } catch (MarkedYamlEngineException broken) {
            Optional<Mark> mark = broken.getProblemMark().or(broken::getContextMark);
            problems.add(mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, "",
                    "this is not YAML: " + broken.getProblem() + "; check indentation, colons and quotes");
        } catch (ReaderException broken) {
            addUnprintable(yaml, broken, problems);
        } catch (YamlEngineException broken) {
            problems.add(1, 1, "", "this cannot be read as YAML: " + broken.getMessage());
        }
        return Optional.empty();
    }

    /**
     * Looks at the text event by event, since composing nodes recurses by level.
     */
    private static boolean shallow(String yaml, LoadSettings settings, Problems problems) {
        int depth = 0;
        int documents = 0;
        for (Event event : new Parse(settings).parseString(yaml)) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                case DocumentStart -> documents++;
                default -> {
                    // Scalars, aliases and the ends of documents do not nest.
                }
            }
            Optional<Mark> mark = event.getStartMark();
            if (depth > MAX_DEPTH) {
                problems.add(mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, "",
                        "this is nested more than " + MAX_DEPTH + " levels deep; a plant file never is");
                return false;
            }
            if (documents > 1 && event instanceof DocumentStartEvent) {
                problems.add(mark.map(Mark::getLine).orElse(0) + 1, 1, "",
                        "a second document begins here; a plant file is one document, remove the line ---");
                return false;
            }
        }
        return true;
    }

    private static void addUnprintable(String yaml, ReaderException broken, Problems problems) {
        int line = 1;
        int column = 1;
        int end = yaml.offsetByCodePoints(0, Math.min(broken.getPosition(), yaml.codePointCount(0, yaml.length())));
        for (int i = 0; i < end; i++) {
            column = yaml.charAt(i) == '\n' ? 1 : column + 1;
            line += yaml.charAt(i) == '\n' ? 1 : 0;
        }
        problems.add(line, column, "", String.format("the character U+%04X is not allowed in YAML; remove it",
                broken.getCodePoint()));
    }
}
