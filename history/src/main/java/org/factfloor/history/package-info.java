/**
 * The port to what machines said. {@link org.factfloor.history.History} applies journal batches in one transaction with
 * the journal cursor, keeps one sample for each (signal, source time) by
 * {@link org.factfloor.plant.SampleOrder}, reads samples back, reduces them to
 * {@link org.factfloor.history.Columns columns} for pictures, and tells through its change log which past was touched.
 */
@NullMarked
package org.factfloor.history;

import org.jspecify.annotations.NullMarked;
