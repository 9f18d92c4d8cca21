/** Where a line of a text begins and ends, as positions of characters; lines count from 1. */
export function lineSpan(text: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}

export function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Where a column of a line is; both count from 1, a column beyond the line is its end. */
export function positionOf(text: string, line: number, column: number): number {
  const { start, end } = lineSpan(text, line);
  return Math.min(end, start + Math.max(0, column - 1));
}
