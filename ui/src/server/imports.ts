/** Taking in spreadsheets: rows of an .xlsx or .csv become jobs or standards. */
import { change } from './api';
import type { Product } from './facts';
import type { Label } from './shapes';

export type Imported = 'jobs' | 'standards';

/** What a file holds, and what came or would come of it; all rows are taken or none. A trial run changes nothing. */
export interface ImportReport {
  /** How the text was read, e.g. `GB18030`, `;` and `,`; null for .xlsx. */
  encoding: string | null;
  delimiter: string | null;
  decimal: '.' | ',' | null;
  /** `column` is the head of the column it is taken from; null where none is. */
  fields: { id: string; required: boolean; column: string | null }[];
  /** Heads of the columns, from left to right. */
  columns: string[];
  /** The first rows, by column. */
  preview: string[][];
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  /** Not known yet, each where it comes first; `name` as the file has it, `nearest` the known one that may be meant. */
  newProducts: { row: number; id: string; name: string | null; nearest: Product | null }[];
  errors: RowProblem[];
  applied: boolean;
}

/** What is wrong with a row; `row` is its line in the file, its head being line 1. */
export interface RowProblem {
  row: number;
  column: string | null;
  text: Label;
}

/** How a text is to be read; what is left out is found out. */
export interface TextForm {
  encoding?: string | undefined;
  delimiter?: string | undefined;
  decimal?: string | undefined;
}

export const ENCODINGS = ['UTF-8', 'GB18030', 'windows-1252', 'UTF-16LE', 'UTF-16BE'] as const;
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export const DECIMALS = ['.', ','] as const;

/** `mapping` says from which column each field is taken and is remembered; without it columns are found by their heads. */
export function importFile(what: Imported, file: File, mapping: Record<string, string | null> | undefined, form: TextForm, dryRun: boolean): Promise<ImportReport> {
  return change('POST', `/${what}/import`, file, {
    type: 'application/octet-stream',
    query: { dryRun, mapping: mapping && JSON.stringify(mapping), ...form },
  });
}
