package org.factfloor.production;

/** A station without signals. */
final class ManualMachine extends Machine {

    ManualMachine(Slices slices) {
        super(slices);
    }

    @Override
    void save(StateWriter out) {}
}
