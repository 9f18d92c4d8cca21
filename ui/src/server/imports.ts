/** Taking in spreadsheets: rows of an .xlsx or .csv become jobs or standards. */
import { change } from './api';
import type { Label } from './shapes';

export type Imported = 'jobs' | 'standards';

/** What a file holds, and what came or would come of it. A trial run changes nothing and answers the same. */
export interface ImportReport {
  /** How the text was read, e.g. `GBK`; null for .xlsx. */
  encoding: string | null;
  /** Between the columns of a .csv, e.g. `;`; null for .xlsx. */
  delimiter: string | null;
  /** Heads of the columns, from left to right. */
  columns: string[];
  fields: ImportField[];
  /** The first rows, by column. */
  preview: string[][];
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  errors: RowProblem[];
  applied: boolean;
}

export interface ImportField {
  id: string;
  required: boolean;
  /** Head of the column it is taken from; null where none is. */
  column: string | null;
}

/** Why a row is left out; `row` counts as the spreadsheet does, its head being row 1. */
export interface RowProblem {
  row: number;
  column: string | null;
  text: Label;
}

/** `mapping` says from which column each field is taken and is remembered; what it leaves out is found by its head. */
export function importFile(what: Imported, file: File, mapping: Record<string, string | null> | undefined, dryRun: boolean): Promise<ImportReport> {
  return change('POST', `/${what}/import`, file, {
    type: 'application/octet-stream',
    query: { name: file.name, dryRun, mapping: mapping && JSON.stringify(mapping) },
  });
}
