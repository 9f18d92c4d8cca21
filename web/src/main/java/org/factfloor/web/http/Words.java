package org.factfloor.web.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Constants as the words the API uses: {@code CERTIFICATE_UNTRUSTED} is {@code certificateUntrusted}. */
public final class Words {

    private Words() {}

    public static String of(Enum<?> constant) {
        StringBuilder word = new StringBuilder();
        boolean upper = false;
        for (char c : constant.name().toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                word.append(upper ? c : Character.toLowerCase(c));
                upper = false;
            }
        }
        return word.toString();
    }

    /** The constant with this word, in this very spelling. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> of(constant).equals(word)).findFirst();
    }

    /** All words of a type, for people: {@code analog, counter, state, text}. */
    public static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
    }

    /** A name as an id: lower case, digits and hyphens; empty where nothing of it can stay. */
    public static String toId(String name) {
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return id.length() > 50 ? id.substring(0, 50).replaceAll("-+$", "") : id;
    }
}
