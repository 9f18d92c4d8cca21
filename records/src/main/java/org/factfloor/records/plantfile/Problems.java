package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.factfloor.plant.Nearest;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong, each place once, up to a number nobody would read through. */
final class Problems {

    private static final int MOST = 200;

    private record Spot(int line, int column, String message) {}

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Spot> spots = new HashSet<>();

    Problems(String file) {
        this.file = file;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    void add(Node at, String path, String message) {
        add(at, path, message, "", List.of());
    }

    /** Adds a problem with a word and offers the candidate nearest to it. */
    void add(Node at, String path, String message, String word, Collection<String> candidates) {
        Mark mark = at.getStartMark().orElseThrow();
        add(mark.getLine() + 1, mark.getColumn() + 1, path, message, word, candidates);
    }

    /** Adds a problem and what stands there instead. */
    void addWithCure(Node at, String path, String message, String cure) {
        add(at, path, message, cure, List.of(cure));
    }

    /** Adds a problem at a place without a node; line and column from 1. */
    void add(int line, int column, String path, String message) {
        add(line, column, path, message, "", List.of());
    }

    private void add(int line, int column, String path, String message, String word, Collection<String> candidates) {
        if (problems.size() > MOST || !spots.add(new Spot(line, column, message))) {
            return;
        }
        if (problems.size() == MOST) {
            problems.add(new Problem(file, Integer.MAX_VALUE, 1, "", "there are more problems; mend these first",
                    Optional.empty()));
            return;
        }
        problems.add(new Problem(file, line, column, path, message, Nearest.to(word, candidates)));
    }

    /** All problems in the order of the file. */
    List<Problem> inOrder() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (sorted.size() > MOST) {
            // The remark that there are more stands last and points at the last place shown.
            Problem remark = sorted.removeLast();
            Problem last = sorted.getLast();
            sorted.add(new Problem(file, last.line(), last.column(), "", remark.message(), Optional.empty()));
        }
        return sorted;
    }
}
