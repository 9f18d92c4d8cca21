/**
 * What people may be asked, derived from what the kernels gave out: stops to give a reason for, planned cycles to look at
 * again.
 *
 * <p>Way in: {@link org.factfloor.production.advice.StopList}, {@link org.factfloor.production.advice.Suggestions}. Pure
 * functions; they change no figure.
 */
@NullMarked
package org.factfloor.production.advice;

import org.jspecify.annotations.NullMarked;
