import { get } from '../../server/api';
import { Problem } from '../../server/problem';
import type { BrowseItem, Page } from '../../server/shapes';

/** A node of a source's address space, as far as it was opened. */
export class TreeNode {
  readonly item: BrowseItem;
  readonly level: number;
  readonly parent: TreeNode | undefined;
  open = $state(false);
  loading = $state(false);
  problem = $state.raw<Problem | undefined>();
  children = $state.raw<TreeNode[]>([]);
  /** Where to read on; undefined when all children are here. */
  next = $state<string | undefined>();
  loaded = $state(false);

  constructor(item: BrowseItem, parent: TreeNode | undefined) {
    this.item = item;
    this.parent = parent;
    this.level = parent ? parent.level + 1 : 0;
  }
}

/** Browses a source step by step, and holds what was picked. */
export class Tree {
  readonly root = new TreeNode({ address: '', name: '', hasChildren: true }, undefined);
  picked = $state.raw(new Map<string, TreeNode>());
  readonly #connection: string;

  constructor(connection: string) {
    this.#connection = connection;
  }

  /** The nodes to show, top to bottom. */
  get rows(): TreeNode[] {
    const rows: TreeNode[] = [];
    const add = (node: TreeNode) => {
      for (const child of node.children) {
        rows.push(child);
        if (child.open) add(child);
      }
    };
    add(this.root);
    return rows;
  }

  /** Reads the first children of a node, or with `more` the next ones. */
  async read(node: TreeNode, more = false): Promise<void> {
    if (node.loading || (node.loaded && !more)) return;
    node.loading = true;
    node.problem = undefined;
    try {
      const page = await get<Page<BrowseItem>>(`/connections/${encodeURIComponent(this.#connection)}/browse`, {
        node: node.item.address || undefined,
        cursor: more ? node.next : undefined,
      });
      node.children = [...(more ? node.children : []), ...page.items.map((item) => new TreeNode(item, node))];
      node.next = page.next;
      node.loaded = true;
    } catch (thrown) {
      node.problem = Problem.from(thrown);
    } finally {
      node.loading = false;
    }
  }

  async toggle(node: TreeNode, open = !node.open): Promise<void> {
    if (!node.item.hasChildren) return;
    node.open = open;
    if (open) await this.read(node);
  }

  /** Picks or drops a variable; a folder stands for the variables right inside it. */
  async pick(node: TreeNode): Promise<void> {
    if (node.item.variable) {
      this.#set([node], !this.picked.has(node.item.address));
      return;
    }
    await this.toggle(node, true);
    const variables = node.children.filter((child) => child.item.variable);
    this.#set(variables, !variables.every((child) => this.picked.has(child.item.address)));
  }

  drop(node: TreeNode): void {
    this.#set([node], false);
  }

  /** Whether a node, or all variables right inside a folder, are picked. */
  checked(node: TreeNode): boolean | 'mixed' {
    if (node.item.variable) return this.picked.has(node.item.address);
    const variables = node.children.filter((child) => child.item.variable);
    const count = variables.filter((child) => this.picked.has(child.item.address)).length;
    return count === 0 ? false : count === variables.length ? true : 'mixed';
  }

  #set(nodes: TreeNode[], picked: boolean) {
    const now = new Map(this.picked);
    for (const node of nodes) {
      if (picked) now.set(node.item.address, node);
      else now.delete(node.item.address);
    }
    this.picked = now;
  }
}
