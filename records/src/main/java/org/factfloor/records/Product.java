package org.factfloor.records;

import org.factfloor.plant.Label;

/** Something the plant makes. */
public record Product(String id, Label name) {}
