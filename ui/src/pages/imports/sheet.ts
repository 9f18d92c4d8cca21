import type { ImportReport, RowProblem } from '../../server/imports';

export function mappingOf(report: ImportReport): Record<string, string | null> {
  return Object.fromEntries(report.fields.map(({ id, column }) => [id, column]));
}

/** Fields that must come from some column and come from none. */
export function missing(report: ImportReport): string[] {
  return report.fields.filter(({ required, column }) => required && column === null).map(({ id }) => id);
}

/** The mapping with one field taken from another column; a column gives one field, so who had it before loses it. */
export function remapped(mapping: Record<string, string | null>, field: string, column: string | null): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(mapping).map(([id, before]) => [id, id === field ? column : before === column ? null : before]),
  );
}

/** Problems gathered by row, in the order of the rows. */
export function byRow(errors: readonly RowProblem[]): { row: number; problems: RowProblem[] }[] {
  const rows = new Map<number, RowProblem[]>();
  for (const error of errors) rows.set(error.row, [...(rows.get(error.row) ?? []), error]);
  return [...rows].sort(([a], [b]) => a - b).map(([row, problems]) => ({ row, problems }));
}

/** Ends of names of files that can be taken in; the old .xls cannot. */
export const TABLES = ['.xlsx', '.csv', '.txt', '.tsv'] as const;
export const SAMPLE_FILES = [...TABLES, '.parquet'] as const;

/** Whether a file looks like one of these. */
export function readable(name: string, files: readonly string[]): boolean {
  return files.some((end) => name.toLowerCase().endsWith(end));
}
