import { untrack } from 'svelte';
import { get } from '../server/api';
import type { Product, Reason } from '../server/facts';
import { Resource } from '../server/resource.svelte';
import type { Page, Person } from '../server/shapes';
import { plant } from '../plant/plant.svelte';
import { label, t } from '../words/words.svelte';

/** Names of reasons and products, read once and again when asked to. */
class Catalog {
  readonly reasons = new Resource<Reason[]>(async (signal) => {
    const page = await get<Page<Reason>>('/reasons', {}, signal);
    return page.items;
  });
  readonly products = new Resource<Product[]>(async (signal) => {
    const page = await get<Page<Product>>('/products', {}, signal);
    return page.items;
  });
  /** What those who sign in are called. */
  readonly people = new Resource<Person[]>(async (signal) => {
    const page = await get<Page<Person>>('/people', {}, signal);
    return page.items;
  });
  #nameByUser = $derived(new Map((this.people.data ?? []).map(({ user, displayName }) => [user.toLowerCase(), displayName])));
  #reasonById = $derived(new Map((this.reasons.data ?? []).map((item) => [item.id, item])));
  #productById = $derived(new Map((this.products.data ?? []).map((item) => [item.id, item])));

  /** Reads what is not known yet. */
  need(): void {
    untrack(() => {
      for (const resource of [this.reasons, this.products, this.people]) {
        if (resource.data === undefined && !resource.loading) void resource.load();
      }
    });
  }

  reason(id: string | null): string {
    if (id === null) return t('reason.missing');
    return label(this.#reasonById.get(id)?.name, id);
  }

  product(id: string | null): string {
    return id === null ? '' : label(this.#productById.get(id)?.name, id);
  }

  /** What somebody is called, who is no user any more by what they signed in with. */
  person(user: string): string {
    return this.#nameByUser.get(user.toLowerCase()) ?? user;
  }

  /** What people call a subject of facts: a machine, a line, or the plant. */
  subject(id: string): string {
    const machine = plant.index.machines.get(id);
    if (machine) return label(machine.unit.name, id);
    const enterprise = plant.model.data?.enterprise;
    for (const site of enterprise?.sites ?? []) {
      if (site.id === id) return label(site.name, id);
      for (const area of site.areas) {
        if (area.id === id) return label(area.name, id);
        const center = area.workCenters.find((each) => each.id === id);
        if (center) return label(center.name, id);
      }
    }
    return enterprise?.id === id ? label(enterprise.name, id) : id;
  }
}

export const catalog = new Catalog();

/** The choices for a reason, in the order the server lists them: people's own, or most used first. Hidden ones are left out. */
export function choices(reasons: readonly Reason[]): Reason[] {
  return reasons.filter((reason) => !reason.hidden);
}
