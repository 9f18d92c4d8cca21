/** The machines a terminal serves, as its address says them: at most twelve. */
export const MOST_MACHINES = 12;
export function served(query: URLSearchParams): string[] {
  const ids = (query.get('machines') ?? '').split(',').filter((id) => id !== '');
  return [...new Set(ids)].slice(0, MOST_MACHINES);
}
