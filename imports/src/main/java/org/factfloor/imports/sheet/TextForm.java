package org.factfloor.imports.sheet;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * How a delimited text is to be read; what is empty is found by looking at it.
 *
 * @param delimiter between its columns
 * @param decimalComma whether numbers are written as in 1.234,5
 */
public record TextForm(Optional<Charset> encoding, Optional<Character> delimiter, Optional<Boolean> decimalComma) {

    /** All of it found by looking. */
    public static final TextForm FOUND = new TextForm(Optional.empty(), Optional.empty(), Optional.empty());
}
