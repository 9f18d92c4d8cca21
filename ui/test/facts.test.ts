import { describe, expect, it } from 'vitest';
import { choices } from '../src/facts/catalog.svelte';
import { accountInPieces, addUp, cumulative, heldAgainstTarget, isWeighted, waterfall } from '../src/facts/sums';
import { timeSteps } from '../src/facts/losswork';
import { periodName, periodOf } from '../src/facts/period';
import { cut, entryFor, inReasons, isInside, joined, reasonMissing } from '../src/facts/stops';
import { byDrag, byKey, marks, shownRange } from '../src/facts/timeline';
import { doingWord, lookOf, paintOf } from '../src/facts/words';
import { mostMade } from '../src/pages/station/made';
import { served } from '../src/pages/station/served';
import { onePerTap } from '../src/parts/tap';
import type { Entry, Figure, MachineNow, Reason, Stop, StopPart } from '../src/server/facts';
import { lasting, percent, pieces, signed, THIN } from '../src/words/format';

const H = 3_600_000;

describe('figures of a page', () => {
  it('add up as they are shown, not only as they are known', () => {
    expect(addUp([1.4, 1.4, 1.4])).toEqual({ parts: [2, 1, 1], whole: 4 });
    expect(addUp([43.6, 18.7, 8.4])).toEqual({ parts: [44, 19, 8], whole: 71 });
    expect(addUp([])).toEqual({ parts: [], whole: 0 });
  });

  it('hold against target what was made where there is one, not what others made', () => {
    const figure = (value: number) => ({ value }) as Figure;
    expect(heldAgainstTarget({ good: figure(103), goodOfTarget: figure(41), target: figure(48) })).toMatchObject({ measure: 'goodOfTarget', difference: -7 });
    expect(heldAgainstTarget({ good: figure(41), goodOfTarget: figure(41), target: figure(48) })).toMatchObject({ measure: 'good', difference: -7 });
    expect(heldAgainstTarget({ good: figure(62), goodOfTarget: figure(0), target: figure(0) })).toMatchObject({ measure: 'good', target: undefined, difference: undefined });
  });

  it('add up where a machine was faster than planned', () => {
    const told = accountInPieces({ should: 100, good: 104.4, missing: -4.4, stops: 10.3, slow: -16.2, rejects: 1.5 });
    expect(told.stops + told.slow + told.rejects).toBe(told.missing);
    expect(told.good + told.missing).toBe(told.should);
    expect(told.slow).toBeLessThan(0);
  });

  it('say where OEE is not good pieces by those that should be', () => {
    const told = accountInPieces({ should: 3980, good: 3770, missing: 210, stops: 200, slow: 0, rejects: 10 });
    expect(isWeighted({ measure: 'oee', value: 0.92 }, told)).toBe(true);
    expect(isWeighted({ measure: 'oee', value: 3770 / 3980 }, told)).toBe(false);
    expect(isWeighted({ measure: 'availability', value: 0.92 }, told)).toBe(false);
    expect(isWeighted({ measure: 'oee', value: null }, told)).toBe(false);
  });

  it('are written short: lengths of time, pieces, ratios', () => {
    expect(lasting(38)).toBe(`38${THIN}s`);
    expect(lasting(119.6)).toBe(`2${THIN}min`);
    expect(lasting(44 * 60)).toBe(`44${THIN}min`);
    expect(lasting(3599)).toBe(`1${THIN}h 00${THIN}min`);
    expect(lasting(7500)).toBe(`2${THIN}h 05${THIN}min`);
    expect(pieces(861)).toBe('861');
    expect(pieces(-0.04)).toBe('0');
    expect(pieces(120.6)).toBe('121');
    expect(signed(-0.3)).toBe('0');
    expect(signed(12)).toBe('+12');
    expect(signed(-71.2)).toBe('\u221271');
    expect(percent(0.7638)).toBe(`76${THIN}%`);
    expect(percent(1.123)).toBe(`112${THIN}%`);
  });
});

describe('a waterfall', () => {
  it('steps down from the whole to what is left', () => {
    const bars = waterfall([
      { key: 'a', name: '', value: 100, total: true },
      { key: 'b', name: '', value: 30, total: false },
      { key: 'c', name: '', value: 20, total: false },
      { key: 'd', name: '', value: 50, total: true },
    ]);
    expect(bars.map(({ left, width }) => [left, width])).toEqual([[0, 1], [0.7, 0.3], [0.5, 0.2], [0, 0.5]]);
  });

  it('steps up where time was won', () => {
    const bars = waterfall([
      { key: 'a', name: '', value: 100, total: true },
      { key: 'b', name: '', value: -25, total: false },
    ]);
    expect(bars[1]).toMatchObject({ left: 0.8, width: 0.2 });
  });

  it('has a running sum that ends at the whole', () => {
    expect(cumulative([50, 30, 20])).toEqual([0.5, 0.8, 1]);
    expect(cumulative([0])).toEqual([0]);
  });
});

const part = (from: string, to: string | null, reason: string | null = null): StopPart => ({ from, to, state: 'stopped', reason, entry: null, author: null });
const stop = (from: string, to: string | null): Stop => ({ machine: 'm', from, to, seconds: 600, short: false, parts: [part(from, to)], pieces: 1, product: null });
const at = (time: string) => `2026-11-24T${time}:00Z`;

describe('a reason', () => {
  const stops = [stop(at('12:00'), null), stop(at('11:00'), at('11:10')), stop(at('10:00'), at('10:10')), stop(at('09:00'), at('09:10'))];

  it('joins neighbouring stops into one entry and leaves those between alone', () => {
    expect(joined(stops, new Set([at('09:00'), at('10:00')]))).toEqual([{ from: at('09:00'), to: at('10:10') }]);
    expect(joined(stops, new Set([at('09:00'), at('11:00'), at('12:00')]))).toEqual([
      { from: at('09:00'), to: at('09:10') },
      { from: at('11:00'), to: null },
    ]);
  });

  it('splits a stop at a moment inside it', () => {
    const cutAt = Date.parse(at('10:04'));
    expect(cut([part(at('10:00'), at('10:10'), 'x')], cutAt).map(({ from, to, reason }) => [Date.parse(from), Date.parse(to!), reason])).toEqual([
      [Date.parse(at('10:00')), cutAt, 'x'],
      [cutAt, Date.parse(at('10:10')), 'x'],
    ]);
    expect(cut([part(at('10:00'), at('10:10'))], Date.parse(at('10:10')))).toHaveLength(1);
    expect(cut([part(at('10:00'), null)], cutAt)).toHaveLength(2);
    expect(cut([part(at('10:00'), null)], undefined)).toHaveLength(1);
  });

  it('corrects the entry of just this stretch, not one of another', () => {
    const entry: Entry = { id: 'e', workUnit: 'm', from: '2026-11-24T10:00:00.000000Z', to: at('10:10'), saidAt: at('10:11'), claim: { kind: 'reason', reason: 'x' }, revision: 2, author: 'li' };
    expect(entryFor({ from: at('10:00'), to: at('10:10') }, [entry])?.id).toBe('e');
    expect(entryFor({ from: at('10:00'), to: at('10:04') }, [entry])).toBeUndefined();
    expect(entryFor({ from: at('10:00'), to: null }, [entry])).toBeUndefined();
    expect(entryFor({ from: at('10:00'), to: null }, [{ ...entry, to: null }])?.id).toBe('e');
  });

  it('is told once where the books cut a stop at the hour', () => {
    const parts = [part(at('10:00'), at('11:00')), part(at('11:00'), at('11:10')), part(at('11:10'), null, 'x')];
    expect(inReasons({ ...stop(at('10:00'), null), parts }).parts.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      [at('10:00'), at('11:10'), null],
      [at('11:10'), null, 'x'],
    ]);
  });

  it('covers the seconds at a border that people miss, as the server counts them', () => {
    const left = (to: string) => inReasons({ ...stop(at('21:16'), to), parts: [part(at('21:16'), at('21:23'), 'x'), part(at('21:23'), to)] });
    expect(left('2026-11-24T21:23:14.500Z').parts.map(({ from, to, reason }) => [from, to, reason])).toEqual([[at('21:16'), '2026-11-24T21:23:14.500Z', 'x']]);
    expect(reasonMissing(left('2026-11-24T21:23:14.500Z'))).toBe(false);
    expect(reasonMissing(left(at('21:24')))).toBe(true);
    const late = inReasons({ ...stop(at('21:15'), at('21:23')), parts: [part('2026-11-24T21:15:40Z', at('21:16')), part(at('21:16'), at('21:23'), 'x')] });
    expect(late.parts).toMatchObject([{ from: '2026-11-24T21:15:40Z', to: at('21:23'), reason: 'x' }]);
    expect(inReasons({ ...stop(at('21:15'), at('21:16')), parts: [part('2026-11-24T21:15:40Z', at('21:16'))] }).parts[0]?.reason).toBeNull();
  });

  it('is split inside a stop, also where a part already ends', () => {
    const whole = { ...stop(at('21:16'), at('21:23')), parts: [part(at('21:16'), at('21:20'), 'x'), part(at('21:20'), at('21:23'), 'y')] };
    expect(isInside(whole, Date.parse(at('21:20')))).toBe(true);
    expect(isInside(whole, Date.parse(at('21:23')))).toBe(false);
    expect(isInside({ ...whole, to: null }, Date.parse(at('21:16')))).toBe(false);
  });

  it('is asked for where a long stop has a part without one', () => {
    expect(reasonMissing(stops[1]!)).toBe(true);
    expect(reasonMissing({ ...stops[1]!, short: true })).toBe(false);
    expect(reasonMissing({ ...stops[1]!, parts: [part(at('11:00'), at('11:10'), 'x')] })).toBe(false);
  });

  it('is offered in the order the server lists them, hidden ones never', () => {
    const reason = (id: string, uses: number, hidden = false): Reason => ({ id, name: {}, policy: 'availability', hidden, uses });
    expect(choices([reason('a', 1), reason('b', 9), reason('c', 1), reason('d', 99, true)]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('a timeline', () => {
  const shown = { from: 8 * H, to: 16 * H };
  it('is zoomed and moved by keys', () => {
    expect(byKey('+', shown)).toEqual({ from: 10 * H, to: 14 * H });
    expect(byKey('-', shown)).toEqual({ from: 4 * H, to: 20 * H });
    expect(byKey('ArrowLeft', shown)).toEqual({ from: 6 * H, to: 14 * H });
    expect(byKey('ArrowRight', shown)).toEqual({ from: 10 * H, to: 18 * H });
    expect(byKey('Home', shown)).toBeNull();
    expect(byKey('a', shown)).toBeUndefined();
  });

  it('is zoomed by dragging either way; a click is no drag', () => {
    expect(byDrag(0.5, 0.25, shown)).toEqual({ from: 10 * H, to: 12 * H });
    expect(byDrag(0.5, 0.501, shown)).toBeUndefined();
  });

  it('is in the address', () => {
    expect(shownRange(new URLSearchParams('from=2026-11-24T10:00:00Z&to=2026-11-24T11:00:00Z'), shown).to).toBe(Date.parse('2026-11-24T11:00:00Z'));
    expect(shownRange(new URLSearchParams('from=x'), shown)).toBe(shown);
  });

  it('has marks at whole hours of the plant', () => {
    expect(marks(0, 4 * H, 8, 5.5 * H)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => (i * H) / 2));
    expect(marks(10, 4 * H, 4, 5.5 * H)[0]).toBe(H / 2);
  });
});

describe('a machine', () => {
  const now: MachineNow = { state: 'running', use: 'run', timeClass: 'planned', since: '', stop: null, reason: null, reasonMissing: false, ask: false, waiting: null, product: null, job: null, cycle: null, staffing: null };
  it('is told as short stop where it looks like waiting', () => {
    const standing = { ...now, state: 'stopped', use: 'shortStop' } as const;
    expect(lookOf(standing)).toBe('idle');
    expect(doingWord(standing)).not.toBe(doingWord({ ...now, state: 'stopped', use: 'stop' }));
  });

  it('may have made half as much again as planned, and what an hour before the shift made', () => {
    const figure = (value: number) => ({ id: '', value, why: null, unit: '{piece}' as const, provisional: false });
    const cycle = { cycle: 45, partsPerCycle: 1, targetPerHour: 60, confirmed: true };
    const made = (should: number, done: number) => mostMade({ figures: { should: figure(should), made: figure(done) }, now: { ...now, state: 'manual', cycle } });
    expect(made(530, 600)).toBe(1.5 * 610 - 600);
    expect(made(0, 0)).toBe(120);
    expect(made(100, 1000)).toBe(0);
    expect(mostMade({ figures: {}, now })).toBeUndefined();
  });

  it('asks to be looked at only for what costs planned time', () => {
    expect(lookOf(now)).toBe('running');
    expect(lookOf({ ...now, state: 'stopped', use: 'stop', reasonMissing: true })).toBe('action');
    expect(lookOf({ ...now, state: 'idle', use: 'stop', reason: 'material' })).toBe('stopped');
    expect(lookOf({ ...now, state: 'stopped', use: 'notPlanned', timeClass: 'break' })).toBe('off');
    expect(lookOf({ ...now, state: 'noData', use: 'notPlanned', timeClass: 'offShift' })).toBe('off');
    expect(lookOf({ ...now, state: 'noData', use: 'noData' })).toBe('noData');
    expect(lookOf({ ...now, state: 'running', use: 'notPlanned', timeClass: 'break' })).toBe('running');
  });

  it('is painted by what its time was spent on', () => {
    expect(paintOf({ state: 'idle', use: 'shortStop' })).toBe('idle');
    expect(paintOf({ state: 'stopped', use: 'notPlanned' })).toBe('none');
    expect(paintOf({ state: 'running', use: 'notPlanned' })).toBe('running');
  });
});

describe('a period', () => {
  const zone = 'Europe/Berlin';
  const clockwork = (now: string) => ({ now: Date.parse(now), zone, dayStart: '06:00', shift: { from: Date.parse('2026-11-24T13:00:00Z'), to: Date.parse('2026-11-24T21:00:00Z') } });
  const none = { first: null, last: null };
  const iso = (range: { from: number; to: number } | undefined) => range && [new Date(range.from).toISOString(), new Date(range.to).toISOString()];

  it('begins with the production day of the plant, not at midnight', () => {
    expect(iso(periodOf('day', clockwork('2026-11-25T04:59:00Z'), none))).toEqual(['2026-11-24T05:00:00.000Z', '2026-11-25T05:00:00.000Z']);
    expect(iso(periodOf('day', clockwork('2026-11-25T05:00:00Z'), none))).toEqual(['2026-11-25T05:00:00.000Z', '2026-11-26T05:00:00.000Z']);
  });

  it('follows the plant through the change of its clock', () => {
    expect(iso(periodOf('days', clockwork('2026-11-25T00:00:00Z'), { first: '2026-10-24', last: '2026-10-24' }))).toEqual(['2026-10-24T04:00:00.000Z', '2026-10-25T05:00:00.000Z']);
  });

  it('is the shift of now, or the day where none runs', () => {
    const now = clockwork('2026-11-24T15:00:00Z');
    expect(periodOf('shift', now, none)).toEqual(now.shift);
    expect(periodOf('shift', { ...now, shift: undefined }, none)).toEqual(periodOf('day', now, none));
  });

  it('is seven days with today as the last one', () => {
    expect(iso(periodOf('7d', clockwork('2026-11-24T15:00:00Z'), none))).toEqual(['2026-11-18T05:00:00.000Z', '2026-11-25T05:00:00.000Z']);
  });

  it('of days in the wrong order or that are none is none', () => {
    const now = clockwork('2026-11-24T15:00:00Z');
    expect(periodOf('days', now, { first: '2026-11-24', last: '2026-11-20' })).toBeUndefined();
    expect(periodOf('days', now, { first: 'x', last: '2026-11-20' })).toBeUndefined();
    expect(periodName(new URLSearchParams('period=evil'))).toBe('shift');
  });
});

describe('the way from calendar time to good pieces', () => {
  const figure = (value: number) => ({ id: '', value, why: null, unit: 's' as const, provisional: false });
  const figures = {
    calendarTime: figure(1000), plannedTime: figure(900), noDataTime: figure(10), manualTime: figure(30), setupTime: figure(20),
    stopTime: figure(100), shortStopTime: figure(40), runTime: figure(700), earned: figure(650), earnedGood: figure(640),
  };
  const ends = (split: 'nakajima' | 'iso22400') => {
    let level = 0;
    for (const step of timeSteps(figures, split, (key) => key)) {
      if (step.total) expect(step.key === 'calendarTime' ? step.value : level).toBeCloseTo(step.value, 9);
      level = step.total ? step.value : level - step.value;
    }
    return level;
  };
  it('adds up at every total, wherever short stops count', () => {
    expect(ends('nakajima')).toBe(640);
    expect(ends('iso22400')).toBe(640);
  });

  it('counts short stops as operating time in one split alone', () => {
    const operating = (split: 'nakajima' | 'iso22400') => timeSteps(figures, split, (key) => key).find(({ key }) => key === 'operating')?.value;
    expect(operating('nakajima')).toBe(740);
    expect(operating('iso22400')).toBe(700);
  });
});

describe('a terminal', () => {
  it('takes a second tap of a glove for none', () => {
    let now = 0;
    let taps = 0;
    const tap = onePerTap(() => now);
    for (const at of [0, 150, 399, 401]) {
      now = at;
      tap(() => taps++);
    }
    expect(taps).toBe(2);
  });

  it('serves the machines of its address, each once and at most twelve', () => {
    expect(served(new URLSearchParams('machines=a,b,,a'))).toEqual(['a', 'b']);
    expect(served(new URLSearchParams(`machines=${Array.from({ length: 20 }, (_, i) => i).join()}`))).toHaveLength(12);
    expect(served(new URLSearchParams(''))).toEqual([]);
  });
});
