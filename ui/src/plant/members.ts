import type { Plant } from '../server/shapes';

/** Ids of the machines of a subject: a machine, a line, an area, a site or the firm. */
export function machinesOf(plant: Plant | undefined, subject: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const site of plant?.enterprise.sites ?? []) {
    for (const area of site.areas) {
      for (const center of area.workCenters) {
        for (const unit of center.workUnits) {
          const above = [plant!.enterprise.id, site.id, area.id, center.id, unit.id];
          if (above.includes(subject)) found.add(unit.id);
        }
      }
    }
  }
  return found;
}
