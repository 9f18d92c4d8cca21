import type { SignalKind } from '../server/shapes';
import type { Line } from './plot';

const COLORS = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6'];

/** The look of the i-th line of a picture: six muted colours, then the same dashed; from the fourth on never colour alone. */
export function lineOf(key: string, kind: SignalKind, i: number): Line {
  const dash = i < 3 ? [] : i < 6 ? [8, 3] : [2, 3];
  return { key, color: COLORS[i % COLORS.length]!, dash, steps: kind !== 'analog' };
}
