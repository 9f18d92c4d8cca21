import { change, get } from './api';

/** How many days things are kept; what is absent, for ever. */
export interface Retention {
  samplesDays?: number;
  minutesDays?: number;
  hoursDays?: number;
}

export interface DiskKind {
  kind: 'samples' | 'minutes' | 'hours';
  rows: number;
  bytes: number;
  from: string;
  bytesPerDay?: number;
}

/** What the history takes on the disk. */
export interface Disk {
  freeBytes: number;
  floorBytes: number;
  hotBytes: number;
  kinds: DiskKind[];
  retention: Retention;
  removedBefore?: string;
  bytesPerDay?: number;
  fullInDays?: number;
}

export const readDisk = (signal?: AbortSignal): Promise<Disk> => get('/system/disk', {}, signal);

export const saveRetention = (retention: Retention): Promise<Disk> => change('PUT', '/system/disk/retention', retention);

/** How many days a kind is kept; undefined for ever. */
export function keptDays(retention: Retention, kind: DiskKind['kind']): number | undefined {
  return retention[`${kind}Days`];
}
