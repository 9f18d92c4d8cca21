import type { Figures, Measure, Split } from '../server/facts';
import type { Step } from './sums';

/** Measures the waterfall of time needs. */
export const TIMES: readonly Measure[] = [
  'calendarTime', 'plannedTime', 'noDataTime', 'manualTime', 'setupTime', 'stopTime', 'shortStopTime', 'runTime', 'earned', 'earnedGood',
];

/**
 * From calendar time to the time good pieces take, s: each step is what is lost next, in the order of the split. Steps of
 * no length are left out; their names come from `name`.
 */
export function timeSteps(figures: Figures, split: Split, name: (key: string) => string): Step[] {
  const of = (measure: Measure) => figures[measure]?.value ?? 0;
  const total = (key: string, value: number): Step => ({ key, name: name(key), value, total: true });
  const loss = (key: string, value: number): Step => ({ key, name: name(key), value, total: false });
  const short = loss('shortStop', of('shortStopTime'));
  // At a station without signals all of its time may be work: how much it was, its pieces say.
  const working = of('runTime') + of('manualTime');
  const operating = working + (split === 'nakajima' ? of('shortStopTime') : 0);
  const steps = [
    total('calendarTime', of('calendarTime')),
    loss('notPlanned', of('calendarTime') - of('plannedTime')),
    total('plannedTime', of('plannedTime')),
    loss('noData', of('noDataTime')),
    loss('setup', of('setupTime')),
    loss('stop', of('stopTime')),
    ...(split === 'iso22400' ? [short] : []),
    total('operating', operating),
    ...(split === 'nakajima' ? [short] : []),
    loss('slow', working - of('earned')),
    loss('rejects', of('earned') - of('earnedGood')),
    total('earnedGood', of('earnedGood')),
  ];
  return steps.filter((step) => step.total || Math.abs(step.value) >= 1e-6);
}
