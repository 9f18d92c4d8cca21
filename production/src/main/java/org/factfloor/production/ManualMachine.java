package org.factfloor.production;

/** A station without signals. */
final class ManualMachine extends Machine {

    ManualMachine(Stretches stretches) {
        super(stretches);
    }

    @Override
    void save(StateWriter out) {}
}
