import type { Certificate } from '../../server/shapes';

/** A thumbprint in groups of four, as people compare it by eye. */
export function grouped(thumbprint: string): string {
  return thumbprint.replace(/[\s:]/g, '').toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');
}

/** The certificate a connection's fault speaks of: by thumbprint, else the newest untrusted one the connection has seen. */
export function ofConnection(
  all: readonly Certificate[],
  connection: string,
  thumbprint: string | undefined,
): Certificate | undefined {
  const bare = (print: string) => print.replace(/[\s:]/g, '').toUpperCase();
  if (thumbprint) {
    const exact = all.find((item) => bare(item.thumbprint) === bare(thumbprint));
    if (exact) return exact;
  }
  return all.find((item) => !item.trusted && item.connection === connection);
}
