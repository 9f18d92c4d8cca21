package org.factfloor.imports.sheet;

/** Tells what stands between the columns of a text: comma, semicolon, tab or bar. */
final class Delimiters {

    private static final String DELIMITERS = ",;\t|";
    private static final String NAMED = "sep=";

    private Delimiters() {}

    /** Whether the first line names the delimiter, as Excel has it. */
    static boolean isNamed(CharSequence text) {
        return text.length() > NAMED.length() + 1 && NAMED.contentEquals(text.subSequence(0, NAMED.length()));
    }

    /** The delimiter that is named, else the one that the first line with any has most of, outside quotes. */
    static char find(CharSequence text) {
        if (isNamed(text)) {
            return text.charAt(NAMED.length());
        }
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        int found = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            int which = quoted ? -1 : DELIMITERS.indexOf(c);
            if (which >= 0) {
                counts[which]++;
                found++;
            } else if (c == '\n' && !quoted && found > 0) {
                break;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return DELIMITERS.charAt(best);
    }
}
