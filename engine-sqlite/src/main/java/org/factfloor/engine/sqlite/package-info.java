/**
 * What the engine computed, in one SQLite file. Cells and intervals lie in blocks of a machine and a UTC day, in a codec of
 * their own; a file of another layout, or a damaged one, is begun anew, since the engine fills it again.
 *
 * <p>Way in: {@link org.factfloor.engine.sqlite.SqliteFactStore#open}.
 */
@NullMarked
package org.factfloor.engine.sqlite;

import org.jspecify.annotations.NullMarked;
