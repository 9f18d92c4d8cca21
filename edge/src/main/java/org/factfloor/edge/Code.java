package org.factfloor.edge;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person carries from the server to a box: {@code SECRET.FINGERPRINT}.
 *
 * @param secret used up by the first box that shows it
 * @param fingerprint of the server's certificate, so that the box talks to no other server
 */
public record Code(String secret, String fingerprint) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

    /** Reads a code; empty if it is not of the form, as one that was not copied whole. */
    public static Optional<Code> read(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches() ? Optional.of(new Code(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** As people copy it. */
    public String text() {
        return secret + "." + fingerprint;
    }

    @Override
    public String toString() {
        return "Code[" + fingerprint + "]";
    }
}
