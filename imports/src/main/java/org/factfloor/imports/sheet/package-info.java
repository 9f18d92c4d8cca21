/**
 * Reads the tables people send: .xlsx workbooks and delimited text in the encodings of Chinese and Western offices.
 *
 * <p>Way in: {@link org.factfloor.imports.sheet.SheetReader#read} makes a {@link org.factfloor.imports.sheet.Sheet} of texts;
 * {@link org.factfloor.imports.sheet.Cells} reads numbers and dates from them. Nothing here knows what a column means.
 *
 * <p>Whatever is sent, reading it stays within bounds of size and ends in a sheet or a
 * {@link org.factfloor.imports.sheet.SheetException}.
 */
@NullMarked
package org.factfloor.imports.sheet;

import org.jspecify.annotations.NullMarked;
