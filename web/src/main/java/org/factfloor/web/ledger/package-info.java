/**
 * The part of the API that answers what became of samples: the sample ledger of a signal, machine, line or plant, by the
 * hour, and the time in which nothing is known.
 */
@NullMarked
package org.factfloor.web.ledger;

import org.jspecify.annotations.NullMarked;
