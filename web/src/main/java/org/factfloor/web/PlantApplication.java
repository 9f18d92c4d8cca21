package org.factfloor.web;

import org.factfloor.records.PlantVersion;

/** Makes the running plant what a version of the plant model says. */
@FunctionalInterface
public interface PlantApplication {

    /** Called once for each version that was applied, one after the other; returns when connections follow it. */
    void apply(PlantVersion version) throws InterruptedException;
}
