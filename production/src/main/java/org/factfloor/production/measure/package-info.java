/**
 * What pages and reports show, computed at read from sums of cells.
 *
 * <p>Way in: {@link org.factfloor.production.measure.Measures#ALL}. One file per measure; a new one is a file here, its line
 * in {@code Measures} and its test.
 */
@NullMarked
package org.factfloor.production.measure;

import org.jspecify.annotations.NullMarked;
