/**
 * History in DuckDB and Parquet. New samples land in the hot table of {@code hot.duckdb}, in one transaction with the
 * journal cursor and the change log. {@link org.factfloor.history.duckdb.DuckDbHistory#settle} moves what has gone quiet
 * to Parquet files under {@code settled/}, each a slice of time sorted by (signal, time), and switches from hot to settled
 * in one transaction by the table of slices.
 *
 * <p>A row in the hot table stands before a settled row of the same (signal, time): it came later and was judged when it
 * came. New slices are made known before their rows leave the hot table, and a read begins again when slices change while
 * it reads the hot rows: so it sees whole batches, and a row on its way once or twice, never not at all.
 *
 * <p>Way in: {@link org.factfloor.history.duckdb.DuckDbHistory#open}.
 */
@NullMarked
package org.factfloor.history.duckdb;

import org.jspecify.annotations.NullMarked;
