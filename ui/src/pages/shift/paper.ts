import { accountInPieces, addUp, type Account } from '../../facts/sums';
import type { Figures, HourRow, Loss, ShiftReport, Stop } from '../../server/facts';

/** Rows that fit on one page. */
export const MOST = { stops: 7, losses: 6, machines: 12 } as const;

/** The account of a shift in whole pieces that add up; undefined where no standard says how many there should be. */
export function accountOf(figures: Figures): Account | undefined {
  const value = (measure: keyof Figures) => figures[measure]?.value ?? 0;
  if (value('should') <= 0 || typeof figures.missing?.value !== 'number') return undefined;
  return accountInPieces({
    should: value('should'),
    good: value('good'),
    missing: value('missing'),
    stops: value('lostToStops'),
    slow: value('lostToSpeed'),
    rejects: value('lostToRejects'),
  });
}

/** The longest stops that are no short ones, and what is not told one by one. */
export function longest(stops: readonly Stop[], most: number): { shown: Stop[]; more: number; moreSeconds: number } {
  const long = stops.filter((stop) => !stop.short).sort((a, b) => b.seconds - a.seconds);
  const rest = long.slice(most);
  return { shown: long.slice(0, most), more: rest.length, moreSeconds: rest.reduce((sum, stop) => sum + stop.seconds, 0) };
}

/** The largest losses; time won by running faster is none. */
export function largest(losses: readonly Loss[], most: number): Loss[] {
  return losses.filter((loss) => loss.seconds > 0).slice(0, most);
}

/** The rows of the sheet's table of lines or machines: machines where they fit below the hours, else lines. */
export function rows(report: ShiftReport): { id: string; figures: Figures }[] {
  if (report.machines.length <= 1) return [];
  const most = MOST.machines - Math.max(0, report.hours.length - MOST.machines);
  return report.machines.length <= most || report.centers.length === 0 ? report.machines.slice(0, most) : report.centers;
}

/** Whole pieces of the hours that add up to their whole: what is printed must add up. Undefined for hours to come. */
export function goodByHour(hours: readonly HourRow[], at: number): (number | undefined)[] {
  const begun = hours.filter((hour) => Date.parse(hour.from) < at);
  const { parts } = addUp(begun.map((hour) => hour.good.value ?? 0));
  return hours.map((_, i) => parts[i]);
}

/** Whether the rows' good pieces are the whole's; where a line counts at one of its machines they are not. */
export function addsUp(parts: readonly { figures: Figures }[], whole: Figures): boolean {
  const sum = parts.reduce((all, { figures }) => all + (figures.good?.value ?? 0), 0);
  return Math.abs(sum - (whole.good?.value ?? 0)) < 0.5;
}
