import { describe, expect, it } from 'vitest';
import { byRow, mappingOf, missing, readable, remapped, SAMPLE_FILES, TABLES } from '../src/pages/imports/sheet';
import type { ImportReport } from '../src/server/imports';

const text = { en: 'wrong' };
const report: ImportReport = {
  encoding: 'GB18030', delimiter: ',', decimal: '.', columns: ['No', 'Part', 'Qty'],
  fields: [{ id: 'id', required: true, column: 'No' }, { id: 'product', required: true, column: null }, { id: 'due', required: false, column: null }],
  preview: [], rows: 3, added: 0, changed: 0, unchanged: 0, newProducts: [], errors: [], applied: false,
};

describe('taking in a spreadsheet', () => {
  it('misses the fields that are needed and come from no column', () => {
    expect(missing(report)).toEqual(['product']);
  });

  it('takes a field from another column, which then gives nothing else', () => {
    expect(remapped(mappingOf(report), 'product', 'No')).toEqual({ id: null, product: 'No', due: null });
    expect(remapped({ id: 'No', product: 'Part' }, 'product', null)).toEqual({ id: 'No', product: null });
  });

  it('tells problems by row, in their order', () => {
    const errors = [{ row: 9, column: null, text }, { row: 3, column: 'Qty', text }, { row: 9, column: 'Part', text }];
    expect(byRow(errors).map(({ row, problems }) => [row, problems.length])).toEqual([[3, 1], [9, 2]]);
  });

  it('does not take files it cannot read', () => {
    expect(['jobs.xlsx', 'jobs.CSV', 'jobs.xls', 'jobs.pdf'].map((name) => readable(name, TABLES))).toEqual([true, true, false, false]);
    expect(readable('day.parquet', SAMPLE_FILES)).toBe(true);
  });
});
