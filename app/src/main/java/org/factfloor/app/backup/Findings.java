package org.factfloor.app.backup;

import java.util.ArrayList;
import java.util.List;
import org.factfloor.app.backup.Doctor.Finding;
import org.factfloor.app.backup.Doctor.Level;

/** What the doctor has found so far. */
final class Findings {

    private final List<Finding> list = new ArrayList<>();

    void ok(String part, String text) {
        list.add(new Finding(Level.OK, part, text));
    }

    void note(String part, String text) {
        list.add(new Finding(Level.NOTE, part, text));
    }

    void problem(String part, String text) {
        list.add(new Finding(Level.PROBLEM, part, text));
    }

    boolean hasProblem() {
        return list.stream().anyMatch(finding -> finding.level() == Level.PROBLEM);
    }

    List<Finding> list() {
        return list;
    }
}
