/**
 * Reads Parquet files for imports, with DuckDB: history's own settled files, and tables of other tools with a column for each
 * signal or a row for each sample. Way in: {@link org.factfloor.imports.parquet.ParquetFiles}.
 */
@NullMarked
package org.factfloor.imports.parquet;

import org.jspecify.annotations.NullMarked;
