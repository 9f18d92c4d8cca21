/** Where we are: every view is an address; the History API moves between them without loading a page. */

export interface Match {
  name: string;
  params: Record<string, string>;
}

/** Matches a path against patterns such as `/machine/:id`; parameters come decoded. */
export function match(patterns: Record<string, string>, path: string): Match | undefined {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const [pattern, name] of Object.entries(patterns)) {
    const wanted = pattern.replace(/\/+$/, '').split('/');
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((want, i) => {
      const part = parts[i] ?? '';
      if (!want.startsWith(':')) return want === part;
      params[want.slice(1)] = decode(part);
      return part !== '';
    });
    if (fits) return { name, params };
  }
  return undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));

  /** Follows links of ours and the browser's own buttons; returns what ends it. */
  start(): () => void {
    const moved = () => this.#read();
    const clicked = (event: MouseEvent) => this.#follow(event);
    addEventListener('popstate', moved);
    document.addEventListener('click', clicked);
    return () => {
      removeEventListener('popstate', moved);
      document.removeEventListener('click', clicked);
    };
  }

  go(url: string, replace = false) {
    if (url === location.pathname + location.search) return;
    const samePage = new URL(url, location.href).pathname === location.pathname;
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
    this.#read();
    if (!replace && !samePage) scrollTo(0, 0);
  }

  /** The address of here with some of its query changed; undefined takes one out. */
  with(changes: Record<string, string | undefined>): string {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) query.delete(name);
      else query.set(name, value);
    }
    const text = query.toString();
    return this.path + (text ? `?${text}` : '');
  }

  #read() {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  #follow(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
    if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const router = new Router();
