/**
 * Samples of the past from files: delimited text, workbooks and Parquet, with a column for each signal or a line for each
 * sample.
 *
 * <p>Way in: {@link org.factfloor.imports.SampleImports}. Flow: a {@link org.factfloor.imports.Reading} says how a file is to
 * be read, a {@link org.factfloor.imports.Look} shows what that makes of its first rows, a try reads all of it and counts,
 * and filing hands it to the {@link org.factfloor.intake.Intake} as any late source would. What was filed is durable before
 * the position is kept, so whatever interrupts it, it goes on from there and nothing is counted twice.
 *
 * <p>Nothing is guessed silently: names that mean no signal, columns that stand twice, and days that could be months keep a
 * file from being imported until somebody says what is meant.
 */
@NullMarked
package org.factfloor.imports;

import org.jspecify.annotations.NullMarked;
