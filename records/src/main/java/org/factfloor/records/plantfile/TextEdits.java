package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements in one text, all at places of the text as it was. */
final class TextEdits {

    private record Replacement(int from, int to, String with) {}

    private final String text;
    private final List<Replacement> replacements = new ArrayList<>();

    TextEdits(String text) {
        this.text = text;
    }

    /** Replaces [from, to), which must not overlap another replacement; from equal to to inserts. */
    void replace(int from, int to, String with) {
        replacements.add(new Replacement(from, to, with));
    }

    /** The text with all replacements made; insertions at one place stand in the order they were asked for. */
    String apply() {
        List<Replacement> inOrder = new ArrayList<>(replacements);
        inOrder.sort(Comparator.comparingInt(Replacement::from));
        StringBuilder edited = new StringBuilder();
        int done = 0;
        for (Replacement replacement : inOrder) {
            edited.append(text, done, replacement.from()).append(replacement.with());
            done = replacement.to();
        }
        return edited.append(text, done, text.length()).toString();
    }
}
