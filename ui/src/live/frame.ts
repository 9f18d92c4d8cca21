import type { Value } from '../words/format';

/** Bytes before the first sample, and of each sample. */
const HEADER = 24;
const SAMPLE = 28;

export interface FrameHeader {
  /** Counts frames of one socket; a hole means that frames were dropped. */
  seq: number;
  /** The server's clock, ms. */
  serverTime: number;
  count: number;
}

export type Visit = (ref: number, time: number, value: Value, status: number) => void;

/** What a sample carries. */
const NUMBER = 1;
const WHOLE = 2;

/**
 * Reads a binary frame of live values (format 1, little endian) and shows each sample to `visit`, times in ms.
 * Texts travel beside the frames, so samples of type text are left out.
 *
 * @returns the header, or undefined for a frame of a form we do not know
 */
export function readFrame(buffer: ArrayBuffer, visit: Visit): FrameHeader | undefined {
  if (buffer.byteLength < HEADER) return undefined;
  const view = new DataView(buffer);
  const count = view.getUint32(16, true);
  if (view.getUint8(0) !== 1 || buffer.byteLength < HEADER + count * SAMPLE) return undefined;
  for (let i = 0, at = HEADER; i < count; i++, at += SAMPLE) {
    const type = view.getUint8(at + 12);
    if (type > WHOLE) continue;
    const time = Number(view.getBigInt64(at + 4, true)) / 1000;
    visit(view.getUint32(at, true), time, valueAt(view, at + 20, type), view.getUint32(at + 16, true));
  }
  return { seq: view.getUint32(4, true), serverTime: Number(view.getBigInt64(8, true)) / 1000, count };
}

function valueAt(view: DataView, at: number, type: number): Value {
  if (type === NUMBER) return view.getFloat64(at, true);
  if (type === WHOLE) return exact(view.getBigInt64(at, true));
  return null;
}

/** A whole as a number where a number holds it exactly. */
export function exact(whole: bigint): number | bigint {
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}
