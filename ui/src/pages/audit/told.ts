import { catalog } from '../../facts/catalog.svelte';
import { claimText } from '../../facts/claims';
import { shiftName } from '../../facts/loss';
import { plant } from '../../plant/plant.svelte';
import type { Claim } from '../../server/facts';
import type { AuditEntry, Label, PlantChange } from '../../server/shapes';
import { cycle, date, grouped, NONE, time } from '../../words/format';
import { remarkText } from '../../words/remarks';
import { known, label, t, type Key } from '../../words/words.svelte';

/** What somebody did, in the reader's language and units. */
export interface Told {
  what: string;
  /** What it was done to. */
  about: string;
  /** What is different; of what was added or taken away everything there is to tell. */
  fields: { name: string; was: string | undefined; is: string | undefined }[];
  changed: boolean;
  /** Changes of the plant model. */
  plant: PlantChange[];
  /** Why it failed. */
  why: string;
  /** More about it, in somebody's words. */
  remark: string;
  /** As it was written, where it is nothing else. */
  raw: string;
}

type Fields = Record<string, unknown>;

interface Written {
  was?: Fields;
  is?: Fields;
  why?: Label;
  remark?: string;
  comment?: string;
  changes?: PlantChange[];
}

export function told(entry: AuditEntry): Told {
  const { action, object, detail } = entry;
  const written = read(detail);
  const said = written?.is ?? written?.was;
  const fields = written ? differences(action, written.was, written.is) : [];
  const key = `audit.did.${action}`;
  const raw = written ? '' : detail;
  return {
    what: known(key) ? t(key) : action,
    about: aboutOf(action, object, detail, said),
    fields,
    changed: written?.was !== undefined && written.is !== undefined,
    plant: written?.changes ?? [],
    why: label(written?.why),
    remark: written?.remark ?? (written?.comment !== undefined ? remarkText(written.comment) : undefined) ?? (action === 'shift.sign' || action === 'hour.note' ? detail : ''),
    raw: action === 'shift.sign' || action === 'hour.note' || action.startsWith('call.') ? '' : raw,
  };
}

function read(detail: string): Written | undefined {
  if (!detail.startsWith('{')) return undefined;
  try {
    return JSON.parse(detail) as Written;
  } catch {
    return undefined;
  }
}

function aboutOf(action: string, object: string, detail: string, said: Fields | undefined): string {
  const [area] = action.split('.');
  const [first = '', second = '', third = ''] = (area === 'call' ? detail : object).split(' ');
  switch (area) {
    case 'entry':
      return said ? `${catalog.subject(String(said['machine']))} · ${claimText(claimOf(said))}` : object;
    case 'standard':
      return said ? `${catalog.product(String(said['product']))} · ${catalog.subject(String(said['machine']))}` : object;
    case 'call': {
      const kind = `call.${first && second === 'team_lead' ? 'teamLead' : second}`;
      return `${catalog.subject(first)}${known(kind) ? ` · ${t(kind)}` : ''}`;
    }
    case 'shift':
      return [catalog.subject(first), second, shiftName(third)].filter(Boolean).join(' · ');
    case 'hour':
      return `${catalog.subject(first)} · ${instant(second)}`;
    case 'product':
      return named(catalog.product(object), object);
    case 'reason':
      return object === 'reasons' ? '' : named(catalog.reason(object), object);
    case 'plant':
      return action === 'plant.apply' && third ? t('audit.plantVersion', { n: third }) : object;
    case 'history':
      return action === 'history.retention' ? '' : object;
    default:
      return object === '-' ? '' : object;
  }
}

const named = (name: string, id: string) => (name === id ? id : `${name} (${id})`);

function claimOf(said: Fields): Claim {
  return said as unknown as Claim;
}

/** Fields of which nobody needs to read beside what an entry is about. */
const ABOUT: Record<string, readonly string[]> = {
  entry: ['kind', 'machine'],
  standard: [],
};

function differences(action: string, was: Fields | undefined, is: Fields | undefined): Told['fields'] {
  const area = action.split('.')[0] ?? '';
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])].filter((name) => !ABOUT[area]?.includes(name));
  return names
    .filter((name) => !was || !is || JSON.stringify(was[name]) !== JSON.stringify(is[name]))
    .map((name) => ({ name: fieldName(name), was: was && valueOf(area, name, was[name]), is: is && valueOf(area, name, is[name]) }));
}

function fieldName(name: string): string {
  const key = `audit.field.${name}`;
  return known(key) ? t(key) : name;
}

function valueOf(area: string, name: string, value: unknown): string {
  if (value === undefined || value === null) return NONE;
  switch (name) {
    case 'product':
      return named(catalog.product(String(value)), String(value));
    case 'quantity':
    case 'pieces':
    case 'partsPerCycle':
      return t('audit.pieces', { n: grouped(String(value)) });
    case 'targetPerHour':
      return t('unit.piecesPerHour', { n: grouped(String(value)) });
    case 'cycle':
      return cycle(Number(value));
    case 'due':
    case 'from':
    case 'to':
    case 'validFrom':
      return instant(String(value));
    case 'machine':
      return catalog.subject(String(value));
    case 'machines':
      return (value as string[]).map((id) => catalog.subject(id)).join(', ') || NONE;
    case 'reason':
      return catalog.reason(String(value));
    case 'confirmed':
    case 'hidden':
      return t(value ? 'audit.yes' : 'audit.no');
    case 'samples':
    case 'minutes':
    case 'hours':
      return kept(value);
    case 'name':
      return label(value as Label);
    case 'state':
      return word(area === 'job' ? 'jobs.state' : 'doing', String(value));
    case 'origin':
    case 'fate':
    case 'staffing':
      return word(name, String(value));
    default:
      return String(value);
  }
}

/** How long something is kept. */
const kept = (days: unknown) => (days === 'forEver' ? t('disk.forEver') : t('disk.days', { n: Number(days) }));

function word(group: string, value: string): string {
  const key = `${group}.${value}`;
  return known(key) ? t(key as Key) : value;
}

function instant(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : `${date(at, plant.zone)} ${time(at, plant.zone)}`;
}
