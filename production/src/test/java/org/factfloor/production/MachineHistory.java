package org.factfloor.production;

import java.util.List;

/**
 * All that is known of a machine.
 *
 * @param samples in any order
 * @param start before it nothing is known, µs
 * @param end where time ends, µs
 */
record MachineHistory(WorkUnitSheet sheet, Plan plan, List<SlowSample> samples, long start, long end) {}
