import { beforeAll, describe, expect, it } from 'vitest';
import { age, bytes, cycle, date, exactly, grouped, instantOf, localOf, marked, measured, moment, short, stopwatch, THIN, time, valueText } from '../src/words/format';
import { unitLabel } from '../src/words/units';
import { speak } from '../src/words/words.svelte';
import { progress } from '../src/plant/shift';

describe('figures', () => {
  it('group thousands by a thin space from five digits on', () => {
    expect(grouped('1234')).toBe('1234');
    expect(grouped('12345')).toBe(`12${THIN}345`);
    expect(grouped('-1234567.25')).toBe(`\u22121${THIN}234${THIN}567.25`);
  });

  it('tell a planned cycle without idle zeros', () => {
    expect([42, 18.6, 0.045, 1234.5678].map(cycle)).toEqual(['42', '18.6', '0.045', '1234.568']);
  });

  it('have as many places as their size deserves', () => {
    expect([0, 0.0314, 0.5, 3.14159, 62.345, 123.456, 2345.6].map(measured)).toEqual(['0.00', '0.031', '0.500', '3.14', '62.34', '123.5', '2346']);
    expect(measured(Number.NaN)).toBe('NaN');
    expect(measured(Number.NEGATIVE_INFINITY)).toBe('\u2212\u221e');
    expect(measured(1.5e-7)).toBe('1.50e\u22127');
  });

  it('show wholes in full, also beyond 2^53', () => {
    expect(valueText(9007199254740993n, 'counter')).toBe(`9${THIN}007${THIN}199${THIN}254${THIN}740${THIN}993`);
    expect(valueText(12, 'counter')).toBe('12');
    expect(valueText(null)).toBe('\u2013');
    expect(valueText('O7712', 'text')).toBe('O7712');
  });

  it('are short where only the size matters', () => {
    expect([9.5, 479, 12_345, 4_560_000].map(short)).toEqual(['9.5', '479', `12.3${THIN}k`, `4.56${THIN}M`]);
    expect([512, 1536, 99_000_000].map(bytes)).toEqual([`512${THIN}B`, `1.50${THIN}KiB`, `94.4${THIN}MiB`]);
  });
});

describe('marks on an axis', () => {
  it('tell how far they are apart, whatever the step', () => {
    expect([0.25, 0.5, 0.75, 1].map((at) => marked(at, 0.25))).toEqual(['0.25', '0.50', '0.75', '1.00']);
    expect([2.5, 5].map((at) => marked(at, 2.5))).toEqual(['2.5', '5.0']);
    expect(marked(0.6000000000000001, 0.2)).toBe('0.6');
    expect(marked(1500, 500)).toBe('1500');
  });
});

describe('durations', () => {
  beforeAll(() => speak('en'));

  it('run like a stopwatch', () => {
    expect([52_000, 1_122_000, 11_110_000, 97_200_000, -5].map(stopwatch)).toEqual(['0:52', '18:42', '3:05:10', `1${THIN}d 3${THIN}h`, '0:00']);
  });

  it('tell the age of a value', async () => {
    expect([400, 12_000, 300_000, 10_800_000, 200_000_000].map(age)).toEqual([`0.4${THIN}s`, `12${THIN}s`, `5${THIN}min`, `3${THIN}h`, `2${THIN}d`]);
    await speak('zh-CN');
    expect([age(200_000_000), stopwatch(97_200_000)]).toEqual([`2${THIN}天`, `1${THIN}天 3${THIN}h`]);
    await speak('en');
  });
});

describe('times', () => {
  const NOW = Date.parse('2026-11-24T20:30:00Z');

  it('are those of the plant, whoever looks', () => {
    expect(time(NOW, 'Asia/Shanghai', true)).toBe('04:30:00');
    expect(time(NOW, 'Europe/Berlin')).toBe('21:30');
  });

  it('are a dash when they are none', () => {
    expect(time(Number.NaN, 'UTC')).toBe('\u2013');
    expect(date(Number.NaN, 'UTC')).toBe('\u2013');
  });

  it('carry their date when it is not today', () => {
    expect(moment(NOW - 3_600_000, 'Asia/Shanghai', NOW)).toBe('03:30');
    expect(moment(NOW - 6 * 3_600_000, 'Asia/Shanghai', NOW)).toBe('2026-11-24 22:30');
  });

  it('of samples keep all of their decimals', () => {
    expect(exactly('2026-11-24T20:30:00.186Z', 'Asia/Shanghai', NOW)).toBe('04:30:00.186');
    expect(exactly('2026-11-24T20:30:00.100250Z', 'Asia/Shanghai', NOW)).toBe('04:30:00.10025');
    expect(exactly('2026-11-24T20:30:00Z', 'Asia/Shanghai', NOW)).toBe('04:30:00.000');
  });

  it('are read from a field on the clock of the plant, across a change of summer time', () => {
    expect(instantOf('2026-11-25T04:30', 'Asia/Shanghai')).toBe(NOW);
    expect(new Date(instantOf('2026-03-29T03:30', 'Europe/Berlin')).toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('nonsense', 'Asia/Shanghai')).toBeNaN();
    expect(localOf(NOW, 'Asia/Shanghai')).toBe('2026-11-25T04:30');
  });
});

describe('units', () => {
  it('show the sign people know', () => {
    expect(['Cel', '%', 'kW.h', 'mm/s', '{piece}', '', undefined, 'bar'].map(unitLabel)).toEqual(['°C', '%', 'kWh', 'mm/s', '', '', '', 'bar']);
    expect(unitLabel('N.m{max}')).toBe('N·m');
  });
});

describe('the progress of a shift', () => {
  const shift = { from: '2026-11-24T11:00:00.000000Z', to: '2026-11-24T23:00:00.000000Z' };
  it('is the part that is done and the time left', () => {
    expect(progress(shift, Date.parse('2026-11-24T14:00:00Z'))).toEqual({ done: 0.25, left: 9 * 3_600_000 });
  });

  it('ends with the shift, also when the next one is not known yet', () => {
    expect(progress(shift, Date.parse('2026-11-24T23:30:00Z'))).toEqual({ done: 1, left: 0 });
  });
});
