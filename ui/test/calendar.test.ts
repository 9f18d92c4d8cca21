import { describe, expect, it } from 'vitest';
import { speak } from '../src/words/words.svelte';
import { placeText } from '../src/pages/calendar/words';
import { check } from '../src/pages/calendar/checks';
import { freeId, minutesOf, renamed, sent, timeText, usualBreak, type Calendar, type Day, type Shift } from '../src/pages/calendar/model';
import { barsOf, plusDays, plusMonths, weekdayOf, weeksOf } from '../src/pages/calendar/month';

const ALL = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function shift(id: string, from: string, to: string, more: Partial<Shift> = {}): Shift {
  return { id, name: { en: id, zh: id }, from, to, days: [...ALL], breaks: [], ...more };
}

function calendar(more: Partial<Calendar> = {}): Calendar {
  return { zone: 'Asia/Shanghai', dayStart: '07:00', shifts: [], plannedStops: [], exceptions: [], changes: [], ...more };
}

const found = (more: Partial<Calendar>) => check(calendar(more)).map(({ path, key }) => `${path} ${key.slice('calendar.error.'.length)}`);

describe('a calendar that is written', () => {
  it('may have gaps, shifts over midnight and shifts that touch', () => {
    const shifts = [shift('early', '06:00', '14:00'), shift('late', '14:00', '22:00'), shift('night', '22:00', '06:00')];
    expect(found({ shifts })).toEqual([]);
    expect(found({ shifts: [shift('day', '08:00', '20:00'), shift('other', '20:00', '08:00', { days: ['mon'] })] })).toEqual([]);
    expect(found({ shifts: [shift('round', '07:00', '07:00')] })).toEqual([]);
  });

  it('has no shifts that overlap, around midnight and the end of the week included', () => {
    const night = shift('night', '22:00', '06:30', { days: ['sun'] });
    expect(found({ shifts: [shift('early', '06:00', '14:00'), night] })).toEqual(['shifts[1] shiftOverlap']);
    expect(found({ shifts: [shift('early', '06:00', '14:00', { days: ['tue'] }), night] })).toEqual([]);
    expect(found({ changes: [{ validFrom: '2027-01-01', shifts: [shift('a', '06:00', '14:00'), shift('b', '13:59', '22:00')], plannedStops: [] }] }))
      .toEqual(['changes[0].shifts[1] shiftOverlap']);
  });

  it('has breaks inside their shift and apart from each other', () => {
    const pause = (from: string, to: string) => ({ name: {}, from, to, runsThrough: false });
    const breaks = [pause('23:50', '00:20'), pause('06:00', '06:30'), pause('00:10', '00:30'), pause('01:00', '01:00'), pause('x', '02:00')];
    expect(found({ shifts: [shift('night', '22:00', '06:00', { breaks })] })).toEqual([
      'shifts[0].breaks[1] breakOutside', 'shifts[0].breaks[2] breakOverlap', 'shifts[0].breaks[3] breakEmpty', 'shifts[0].breaks[4].from time',
    ]);
  });

  it('has times, days and dates', () => {
    expect(found({ zone: 'Europe/Berln', dayStart: '', shifts: [shift('a', '6', '24:00', { days: [] })], changes: [{ validFrom: '', shifts: [], plannedStops: [] }] }))
      .toEqual(['zone zone', 'dayStart time', 'shifts[0].from time', 'shifts[0].to time', 'shifts[0].days days', 'changes[0].validFrom date']);
  });

  it('has exceptions that do not share a day, and changes in order', () => {
    const free = (from: string, to: string) => ({ from, to, name: {}, kind: 'closed' as const });
    expect(found({ exceptions: [free('2026-10-01', '2026-10-07'), free('2026-10-08', '2026-10-08'), free('2026-10-07', '2026-10-07'), free('2026-12-02', '2026-12-01'), free('', '2026-01-01')] }))
      .toEqual(['exceptions[2] exceptionOverlap', 'exceptions[3].to order', 'exceptions[4].from date']);
    const plan = (validFrom: string) => ({ validFrom, shifts: [], plannedStops: [] });
    expect(found({ changes: [plan('2027-01-01'), plan('2027-01-01'), plan('2027-02-01')] })).toEqual(['changes[1].validFrom validFrom']);
  });

  it('is sent without names that say nothing', () => {
    const written = calendar({ shifts: [shift('a', '06:00', '14:00', { name: { en: ' ', zh: '\u65e9' }, breaks: [{ name: {}, from: '10:00', to: '10:15', runsThrough: true }] })] });
    expect(sent(written)).toMatchObject({ shifts: [{ id: 'a', name: { zh: '\u65e9' }, breaks: [{ from: '10:00', to: '10:15', runsThrough: true }] }], changes: [] });
    expect(JSON.stringify(sent(written))).not.toContain('"name":{}');
  });
});

describe('what a person types', () => {
  it('is a time in many forms', () => {
    expect(['6', '06', '630', '6:30', '6.30', '0630', ' 14h ', '6\uff1a05', '2330'].map(timeText))
      .toEqual(['06:00', '06:00', '06:30', '06:30', '06:30', '06:30', '14:00', '06:05', '23:30']);
    expect(['', '24:00', '6:3', 'noon', '99'].map(timeText)).toEqual(['', '24:00', '6:3', 'noon', '99']);
    expect([minutesOf('07:30'), minutesOf('7:30')]).toEqual([450, undefined]);
  });

  it('gets a break that lies in the shift, also in a short one', () => {
    expect(usualBreak({ from: '07:00', to: '19:00' })).toEqual({ from: '11:00', to: '11:30' });
    expect(usualBreak({ from: '19:30', to: '23:30' })).toEqual({ from: '21:15', to: '21:45' });
    expect(usualBreak({ from: '22:00', to: '02:00' })).toEqual({ from: '23:45', to: '00:15' });
    expect(usualBreak({ from: '08:00', to: '08:20' })).toEqual({ from: '08:00', to: '08:20' });
    expect(usualBreak({ from: '06:00', to: '06:00' })).toEqual({ from: '10:00', to: '10:30' });
  });

  it('renames in one language where the other says something else', () => {
    expect(renamed({ en: 'Lunch', zh: 'Lunch' }, 'Meal', 'en')).toEqual({ en: 'Meal', zh: 'Meal' });
    expect(renamed({ en: 'Lunch', zh: 'Wufan' }, 'Meal', 'en')).toEqual({ en: 'Meal', zh: 'Wufan' });
    expect(renamed({}, 'Meal', 'zh')).toEqual({ en: 'Meal', zh: 'Meal' });
    expect(freeId(['shift-1', 'night'], 'shift')).toBe('shift-2');
  });
});

describe('a change that was saved', () => {
  it('is placed in words', async () => {
    await speak('en');
    const plan = calendar({ shifts: [shift('day', '08:00', '17:00', { name: { en: 'Day shift' } })] });
    const place = (rest: string) => placeText(`sites[s.1].calendar${rest}`, plan);
    expect(place('.shifts[day].to')).toBe('Day shift · To');
    expect(place('.changes[2027-01-01].shifts[night]')).toBe('From 2027-01-01 · night');
    expect(place('.exceptions[2026-10-01].name')).toBe('Holiday or worked day 2026-10-01 · Name');
    expect(place('.plannedStops[Weekly clean-up 2]')).toBe('Planned stop Weekly clean-up 2');
    expect(place('.zone')).toBe('Time zone');
    expect(placeText('connections[c].name', plan)).toBe('connections[c].name');
  });
});

describe('a month', () => {
  it('is whole weeks from Monday on', () => {
    const october = weeksOf('2026-10');
    expect([october.length, october[0], october.at(-1)]).toEqual([35, '2026-09-28', '2026-11-01']);
    expect(weeksOf('2027-02')).toHaveLength(28);
    expect([plusMonths('2026-12', 1), plusMonths('2026-01', -1), plusDays('2028-02-28', 2), weekdayOf('2026-10-01')])
      .toEqual(['2027-01', '2025-12', '2028-03-01', 'thu']);
  });

  it('shows shifts as shares of the true day, and what the day before still has running', () => {
    const day = (date: string, start: string, end: string, shifts: Day['shifts'] = []): Day => ({ date, start, end, hours: 0, shifts, plannedMinutes: 0 });
    const night = { id: 'night', name: {}, from: '2026-10-24T20:00:00Z', to: '2026-10-25T05:00:00Z',
      spans: [{ from: '2026-10-24T20:00:00Z', to: '2026-10-25T00:30:00Z', timeClass: 'planned' as const }, { from: '2026-10-25T00:30:00Z', to: '2026-10-25T05:00:00Z', timeClass: 'break' as const }] };
    const saturday = day('2026-10-24', '2026-10-23T22:00:00Z', '2026-10-24T22:00:00Z', [night]);
    const sunday = day('2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z');
    expect(barsOf(saturday, undefined)).toMatchObject([{ from: 22 / 24, to: 1, first: true }]);
    // 25 hours: half past two comes after 2.5 of them.
    expect(barsOf(sunday, saturday)).toMatchObject([
      { from: 0, to: 2.5 / 25, timeClass: 'planned', first: false }, { from: 2.5 / 25, to: 7 / 25, timeClass: 'break', first: false }]);
    expect(barsOf(sunday, undefined)).toEqual([]);
  });
});
