import { get } from '../server/api';
import { Resource } from '../server/resource.svelte';
import { live, type ConnectionNews } from '../live/live.svelte';
import type { Connection, Page, Plant, Signal, SignalRole, Site, WorkCenter, WorkUnit } from '../server/shapes';

/** A machine with its place in the plant. */
export interface Machine {
  id: string;
  unit: WorkUnit;
  center: WorkCenter;
  site: Site;
}

/** How often the state of connections is read beside what the live link tells, ms. */
const CONNECTIONS_EVERY = 5_000;

/** What is in a plant model, for looking up. */
export function indexOf(plant: Plant | undefined) {
  const machines = new Map<string, Machine>();
  const signals = new Map<string, Signal>();
  const machineOf = new Map<string, Machine>();
  for (const site of plant?.enterprise.sites ?? []) {
    for (const center of site.areas.flatMap((area) => area.workCenters)) {
      for (const unit of center.workUnits) {
        const machine = { id: unit.id, unit, center, site };
        machines.set(unit.id, machine);
        for (const signal of unit.signals) {
          signals.set(signal.key, signal);
          machineOf.set(signal.key, machine);
        }
      }
    }
  }
  return { machines, signals, machineOf };
}

export function withRole(unit: WorkUnit, role: SignalRole): Signal | undefined {
  return unit.signals.find((signal) => signal.role === role);
}

/** The value that shows best how a machine is doing: the one said to, else its power, else the first measured one. */
export function mainOf(unit: WorkUnit): Signal | undefined {
  return withRole(unit, 'main') ?? withRole(unit, 'power') ?? unit.signals.find(({ kind }) => kind === 'analog');
}

/** The plant model and the state of its connections, kept current while someone is signed in. */
class PlantNow {
  readonly model = new Resource<Plant>(async (signal) => {
    const plant = await get<Plant>('/plant', {}, signal);
    // Made here, outside of any view: state made while a view computes does not make that view follow it.
    for (const key of indexOf(plant).signals.keys()) live.signal(key);
    return plant;
  });
  readonly connections = new Resource<Connection[]>(async (signal) => {
    const page = await get<Page<Connection>>('/connections', {}, signal);
    return page.items;
  });
  index = $derived(indexOf(this.model.data));
  byConnection = $derived(new Map((this.connections.data ?? []).map((item) => [item.id, item])));
  refused = $derived(
    new Set((this.connections.data ?? []).flatMap((item) => item.refused.map((refusal) => refusal.signal))),
  );

  #stop: (() => void) | undefined;

  start(): void {
    if (this.#stop) return;
    void this.model.load();
    live.onPlant = (version) => {
      if (version !== this.model.data?.version) {
        void this.model.load();
        void this.connections.load();
      }
    };
    live.onConnections = (items) => this.#hear(items);
    this.#stop = this.connections.every(CONNECTIONS_EVERY);
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.model.stop();
    this.model.data = undefined;
    this.connections.data = undefined;
  }

  /** The site shown; there may be none before the first start is done. */
  get site(): Site | undefined {
    return this.model.data?.enterprise.sites[0];
  }

  /** The time zone every time on the pages is told in. */
  get zone(): string {
    return this.site?.calendar.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  #hear(items: ConnectionNews[]) {
    const known = this.connections.data;
    if (!known) return;
    const news = new Map(items.map((item) => [item.id, item]));
    this.connections.data = known.map((item) => {
      const heard = news.get(item.id);
      if (!heard) return item;
      const { fault: _, ...rest } = item;
      return { ...rest, ...heard };
    });
  }
}

export const plant = new PlantNow();

/** Whether stops or pieces of a machine are counted: a station is for those, and not for what has signals alone. */
export function isCounted(unit: WorkUnit): boolean {
  return unit.production !== undefined && unit.production !== 'utility';
}

/** Whether a machine makes pieces: jobs are for those. */
export function produces(unit: WorkUnit): boolean {
  return unit.production === 'production';
}
