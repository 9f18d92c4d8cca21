import { Problem } from './problem';

type Query = Record<string, string | number | boolean | undefined>;

const BASE = '/api/v1';

/** Called when the server no longer knows who we are. */
export const signedOut = { handler: () => {} };

/** The address of a call, with the query's undefined entries left out. */
export function address(path: string, query: Query = {}): string {
  const entries = Object.entries(query).filter((entry) => entry[1] !== undefined);
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return BASE + path + (text ? `?${text}` : '');
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new Problem('offline', 0, '');
  }
  if (response.ok) return response;
  const problem = await Problem.of(response);
  if (problem.status === 401 && problem.code !== 'bad-credentials' && !url.endsWith('/session')) signedOut.handler();
  throw problem;
}

async function content<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Reads JSON. Fails with {@link Problem}; an abort stays an AbortError. */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return content(await send(address(path, query), signal ? { signal } : {}));
}

export async function getText(path: string): Promise<{ text: string; etag: string | null }> {
  const response = await send(address(path), {});
  return { text: await response.text(), etag: response.headers.get('etag') };
}

/** Changes something: the header proves that the request comes from our own pages. */
export async function change<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  more: { query?: Query; type?: string; headers?: Record<string, string> } = {},
): Promise<T> {
  const headers: Record<string, string> = { 'X-Factfloor': '1', ...more.headers };
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers['Content-Type'] = more.type ?? 'application/json';
    init.body = (typeof body === 'string' || body instanceof Blob) && more.type ? body : JSON.stringify(body);
  } else if (method !== 'DELETE') {
    headers['Content-Type'] = 'application/json';
    init.body = '{}';
  }
  return content(await send(address(path, more.query), init));
}
