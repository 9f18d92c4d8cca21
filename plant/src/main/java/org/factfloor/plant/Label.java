package org.factfloor.plant;

import java.util.Objects;

/**
 * A name in the languages people read it in.
 *
 * @param en English, never blank
 * @param zh Chinese; equal to {@code en} where nobody has translated it
 */
public record Label(String en, String zh) {

    public Label {
        Objects.requireNonNull(zh, "zh");
        if (en.isBlank()) {
            throw new IllegalArgumentException("a label needs a text");
        }
        if (zh.isBlank()) {
            zh = en;
        }
    }

    /** The same text in both languages. */
    public static Label of(String text) {
        return new Label(text, text);
    }
}
