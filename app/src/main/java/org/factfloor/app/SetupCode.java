package org.factfloor.app;

import java.util.random.RandomGenerator;

/** The one-time code that proves to the first-run page that whoever opens it also sees this terminal. */
final class SetupCode {

    /** Without letters and digits that are read for one another. */
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private SetupCode() {}

    /** A fresh code of 40 bits, e.g. {@code 7KQM-2XAP}. */
    static String draw(RandomGenerator random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(i == 4 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }
}
