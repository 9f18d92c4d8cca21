/**
 * History in DuckDB and Parquet. New samples land in the hot table of {@code hot.duckdb}, in one transaction with the
 * journal cursor and the change log. {@link org.factfloor.history.duckdb.DuckDbHistory#settle} moves what has gone quiet
 * to Parquet files under {@code settled/}, each a slice of time sorted by (signal, time), and switches from hot to settled
 * in one transaction by the table of slices.
 *
 * <p>A row in the hot table stands before a settled row of the same (signal, time): it came later and was judged when it
 * came. So a read takes the hot rows first and the slices second, and whatever is settled in between is only seen twice,
 * never missed. Way in: {@link org.factfloor.history.duckdb.DuckDbHistory#open}.
 */
@NullMarked
package org.factfloor.history.duckdb;

import org.jspecify.annotations.NullMarked;
