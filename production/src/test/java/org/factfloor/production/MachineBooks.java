package org.factfloor.production;

import java.util.List;

/** What came out for one machine, by rising time. */
record MachineBooks(List<Cell> cells, List<Interval> intervals) {}
