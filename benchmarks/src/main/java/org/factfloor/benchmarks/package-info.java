/** Figures of whole parts on stated workloads, each printed as one JSON object a line. */
@NullMarked
package org.factfloor.benchmarks;

import org.jspecify.annotations.NullMarked;
