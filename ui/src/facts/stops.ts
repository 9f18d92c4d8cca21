import type { Entry, Stop, StopPart } from '../server/facts';

/** A stretch of one machine's time that gets one reason; `to` is null while the stop lasts. Instants as the server says them. */
export interface Stretch {
  from: string;
  to: string | null;
}

/**
 * What a reason is said for when it is for several stops: neighbours are joined into one stretch, so that one entry covers
 * them; a stop between that is not chosen keeps what it has.
 *
 * @param stops all stops of one machine, newest first
 */
export function joined(stops: readonly Stop[], chosen: ReadonlySet<string>): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | undefined;
  for (const stop of [...stops].reverse()) {
    if (!chosen.has(stop.from)) open = undefined;
    else if (open) open.to = stop.to;
    else stretches.push((open = { from: stop.from, to: stop.to }));
  }
  return stretches;
}

/** The standing entry that says just this stretch, which is corrected; anything else is said anew. */
export function entryFor(stretch: Stretch, entries: readonly Entry[]): Entry | undefined {
  return entries.find(
    (entry) =>
      entry.claim.kind === 'reason' &&
      Date.parse(entry.from) === Date.parse(stretch.from) &&
      (entry.to === null ? stretch.to === null : stretch.to !== null && Date.parse(entry.to) === Date.parse(stretch.to)),
  );
}

/** What is left beside a reason and shorter, ms, is the seconds by which people miss a stop's border. */
const LEFTOVER = 60_000;

/**
 * A stop with parts of one reason joined: the books cut them at hours and where the state changes, too. Less than a minute
 * without a reason beside parts that have one goes with them, as the server asks nobody about it.
 */
export function inReasons(stop: Stop): Stop {
  const parts = alike(stop.parts);
  const left = parts.filter((part) => part.reason === null);
  if (left.length === parts.length || left.reduce((sum, part) => sum + length(part), 0) >= LEFTOVER) return { ...stop, parts };
  const named: StopPart[] = [];
  for (const part of parts) {
    const last = named[named.length - 1];
    if (last && part.reason === null) named[named.length - 1] = { ...last, to: part.to };
    else if (last && last.reason === null) named[named.length - 1] = { ...part, from: last.from };
    else named.push(part);
  }
  return { ...stop, parts: alike(named) };
}

function length({ from, to }: StopPart): number {
  return to === null ? Infinity : Date.parse(to) - Date.parse(from);
}

function alike(all: readonly StopPart[]): StopPart[] {
  const parts: StopPart[] = [];
  for (const part of all) {
    const last = parts[parts.length - 1];
    if (last && last.reason === part.reason && last.entry === part.entry) parts[parts.length - 1] = { ...last, to: part.to };
    else parts.push(part);
  }
  return parts;
}

/** Whether a stop can be cut at `at` (ms): inside it, edges left out. */
export function isInside(stop: Stop, at: number): boolean {
  return at > Date.parse(stop.from) && (stop.to === null || at < Date.parse(stop.to));
}

/** The parts of a stop once it is cut at `at` (ms); a cut at an edge changes nothing. */
export function cut(parts: readonly StopPart[], at: number | undefined): StopPart[] {
  if (at === undefined) return [...parts];
  return parts.flatMap((part) => {
    const inside = at > Date.parse(part.from) && (part.to === null || at < Date.parse(part.to));
    if (!inside) return [part];
    const edge = new Date(at).toISOString();
    return [
      { ...part, to: edge },
      { ...part, from: edge },
    ];
  });
}

export function reasonMissing(stop: Stop): boolean {
  return !stop.short && stop.parts.some((part) => part.reason === null);
}
