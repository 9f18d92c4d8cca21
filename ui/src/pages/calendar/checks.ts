import { minutesOf, WEEKDAYS, type Break, type Calendar, type DayException, type PlannedStop, type Shift, type Weekday, type WeekPlan } from './model';

/**
 * What the server would refuse, found while a person writes and by the same paths, so that it is told at the field and in
 * the pages' language. The server has the last word.
 */
export interface Finding {
  path: string;
  key:
    | 'calendar.error.time'
    | 'calendar.error.days'
    | 'calendar.error.date'
    | 'calendar.error.order'
    | 'calendar.error.breakEmpty'
    | 'calendar.error.breakOutside'
    | 'calendar.error.breakOverlap'
    | 'calendar.error.shiftOverlap'
    | 'calendar.error.stopOverlap'
    | 'calendar.error.exceptionOverlap'
    | 'calendar.error.validFrom'
    | 'calendar.error.zone';
  /** The thing it collides with. */
  other?: Shift | PlannedStop | DayException;
  day?: Weekday;
}

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DATE = /^\d{4}-\d\d-\d\d$/;

const mod = (value: number, by: number) => ((value % by) + by) % by;

/** Minutes from one time of day to the next other one; a whole day for equal times. */
const lengthOf = (from: number, to: number) => mod(to - from - 1, DAY) + 1;

export function check(calendar: Calendar): Finding[] {
  const findings: Finding[] = [];
  if (!isZone(calendar.zone)) findings.push({ path: 'zone', key: 'calendar.error.zone' });
  times(calendar.dayStart, 'dayStart', findings);
  checkPlan(calendar, '', findings);
  checkExceptions(calendar.exceptions, findings);
  let before = '';
  calendar.changes.forEach((change, i) => {
    const path = `changes[${i}]`;
    if (!DATE.test(change.validFrom)) findings.push({ path: `${path}.validFrom`, key: 'calendar.error.date' });
    else if (change.validFrom <= before) findings.push({ path: `${path}.validFrom`, key: 'calendar.error.validFrom' });
    else before = change.validFrom;
    checkPlan(change, `${path}.`, findings);
  });
  return findings;
}

function isZone(zone: string): boolean {
  try {
    return zone !== '' && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function times(time: string, path: string, findings: Finding[]): void {
  if (minutesOf(time) === undefined) findings.push({ path, key: 'calendar.error.time' });
}

function checkPlan(plan: WeekPlan, prefix: string, findings: Finding[]): void {
  plan.shifts.forEach((shift, i) => {
    const path = `${prefix}shifts[${i}]`;
    checkTimes(shift, path, findings);
    checkBreaks(shift, path, findings);
  });
  plan.plannedStops.forEach((stop, i) => checkTimes(stop, `${prefix}plannedStops[${i}]`, findings));
  checkOverlaps(plan.shifts, `${prefix}shifts`, 'calendar.error.shiftOverlap', findings);
  checkOverlaps(plan.plannedStops, `${prefix}plannedStops`, 'calendar.error.stopOverlap', findings);
}

function checkTimes(thing: Shift | PlannedStop, path: string, findings: Finding[]): void {
  times(thing.from, `${path}.from`, findings);
  times(thing.to, `${path}.to`, findings);
  if (thing.days.length === 0) findings.push({ path: `${path}.days`, key: 'calendar.error.days' });
}

function checkBreaks(shift: Shift, shiftPath: string, findings: Finding[]): void {
  const shiftFrom = minutesOf(shift.from);
  const shiftTo = minutesOf(shift.to);
  const taken: { from: number; to: number }[] = [];
  shift.breaks.forEach((pause: Break, i) => {
    const path = `${shiftPath}.breaks[${i}]`;
    times(pause.from, `${path}.from`, findings);
    times(pause.to, `${path}.to`, findings);
    const from = minutesOf(pause.from);
    const to = minutesOf(pause.to);
    if (from === undefined || to === undefined || shiftFrom === undefined || shiftTo === undefined) return;
    const begin = mod(from - shiftFrom, DAY);
    const end = begin + lengthOf(from, to);
    if (from === to) findings.push({ path, key: 'calendar.error.breakEmpty' });
    else if (end > lengthOf(shiftFrom, shiftTo)) findings.push({ path, key: 'calendar.error.breakOutside' });
    else if (taken.some((other) => begin < other.to && other.from < end)) findings.push({ path, key: 'calendar.error.breakOverlap' });
    taken.push({ from: begin, to: end });
  });
}

function checkOverlaps(things: readonly (Shift | PlannedStop)[], path: string, key: Finding['key'], findings: Finding[]): void {
  const spans = things.flatMap((thing, index) => {
    const from = minutesOf(thing.from);
    const to = minutesOf(thing.to);
    if (from === undefined || to === undefined) return [];
    return thing.days.map((day) => ({ index, day, from: WEEKDAYS.indexOf(day) * DAY + from, length: lengthOf(from, to) }));
  });
  const reported = new Set<string>();
  for (const a of spans) {
    for (const b of spans) {
      // Around the end of the week too; the later one in the list is told, as the one that was added.
      if (a.index === b.index || mod(b.from - a.from, WEEK) >= a.length) continue;
      const [first, second] = [Math.min(a.index, b.index), Math.max(a.index, b.index)];
      if (reported.has(`${first} ${second}`)) continue;
      reported.add(`${first} ${second}`);
      findings.push({ path: `${path}[${second}]`, key, other: things[first]!, day: b.day });
    }
  }
}

function checkExceptions(exceptions: readonly DayException[], findings: Finding[]): void {
  exceptions.forEach((exception, i) => {
    const path = `exceptions[${i}]`;
    if (!DATE.test(exception.from)) findings.push({ path: `${path}.from`, key: 'calendar.error.date' });
    if (!DATE.test(exception.to)) findings.push({ path: `${path}.to`, key: 'calendar.error.date' });
    else if (exception.to < exception.from) findings.push({ path: `${path}.to`, key: 'calendar.error.order' });
    const other = exceptions.slice(0, i).find((before) => before.from <= exception.to && exception.from <= before.to);
    if (other) findings.push({ path, key: 'calendar.error.exceptionOverlap', other });
  });
}
