package org.factfloor.plant;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The valid word somebody probably meant. */
public final class Nearest {

    private static final int LONGEST = 64;
    private static final int FARTHEST = 4;

    private Nearest() {}

    /** The candidate with the least edit distance, if that is small: at most a third of the word, and at most four. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        int least = Math.clamp(word.length() / 3, 1, FARTHEST) + 1;
        Optional<String> nearest = Optional.empty();
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT), least);
            if (distance < least) {
                least = distance;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /**
     * Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each one. Looks only along
     * the diagonal, where distances below {@code bound} are; answers {@code bound} for any other.
     */
    private static int distance(String a, String b, int bound) {
        if (Math.abs(a.length() - b.length()) >= bound) {
            return bound;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            Arrays.fill(cost[i], bound);
            for (int j = Math.max(0, i - bound); j <= Math.min(b.length(), i + bound); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int substitution = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(substitution, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return Math.min(bound, cost[a.length()][b.length()]);
    }
}
