/**
 * Assembly: the command line and the one place where everything is put together
 * ({@link org.factfloor.app.Server}). Knows every part and computes nothing.
 */
@NullMarked
package org.factfloor.app;

import org.jspecify.annotations.NullMarked;
