import { describe, expect, it } from 'vitest';
import { exact, readFrame } from '../src/live/frame';
import { chartable, qualityOf } from '../src/live/signal.svelte';
import type { Value } from '../src/words/format';

interface Sample {
  ref: number;
  micros: bigint;
  type: number;
  status: number;
  value: number | bigint;
}

function frame(seq: number, serverMicros: bigint, samples: Sample[]): ArrayBuffer {
  const buffer = new ArrayBuffer(24 + 28 * samples.length);
  const view = new DataView(buffer);
  view.setUint8(0, 1);
  view.setUint32(4, seq, true);
  view.setBigInt64(8, serverMicros, true);
  view.setUint32(16, samples.length, true);
  samples.forEach((sample, i) => {
    const at = 24 + 28 * i;
    view.setUint32(at, sample.ref, true);
    view.setBigInt64(at + 4, sample.micros, true);
    view.setUint8(at + 12, sample.type);
    view.setUint32(at + 16, sample.status, true);
    if (typeof sample.value === 'bigint') view.setBigInt64(at + 20, sample.value, true);
    else view.setFloat64(at + 20, sample.value, true);
  });
  return buffer;
}

function read(buffer: ArrayBuffer) {
  const seen: [number, number, Value, number][] = [];
  const header = readFrame(buffer, (ref, time, value, status) => seen.push([ref, time, value, status]));
  return { header, seen };
}

describe('a frame of live values', () => {
  it('gives numbers, wholes and nothing with times in ms', () => {
    const { header, seen } = read(
      frame(7, 1_800_000_000_000_500n, [
        { ref: 17, micros: 1_800_000_000_123_456n, type: 1, status: 0, value: 62.25 },
        { ref: 18, micros: 1_800_000_000_000_000n, type: 2, status: 0x40000000, value: -3n },
        { ref: 19, micros: 1_800_000_000_000_000n, type: 0, status: 0x80310000, value: 0n },
      ]),
    );
    expect(header).toEqual({ seq: 7, serverTime: 1_800_000_000_000.5, count: 3 });
    expect(seen).toEqual([
      [17, 1_800_000_000_123.456, 62.25, 0],
      [18, 1_800_000_000_000, -3, 0x40000000],
      [19, 1_800_000_000_000, null, 0x80310000],
    ]);
  });

  it('leaves out texts, which travel beside it', () => {
    expect(read(frame(1, 0n, [{ ref: 1, micros: 0n, type: 3, status: 0, value: 0n }])).seen).toEqual([]);
  });

  it('is a heartbeat when it is empty', () => {
    expect(read(frame(9, 1000n, [])).header).toEqual({ seq: 9, serverTime: 1, count: 0 });
  });

  it('is refused when it is cut short or of a later format', () => {
    const whole = frame(1, 0n, [{ ref: 1, micros: 0n, type: 1, status: 0, value: 1 }]);
    expect(read(whole.slice(0, 40)).header).toBeUndefined();
    expect(read(new ArrayBuffer(3)).header).toBeUndefined();
    new DataView(whole).setUint8(0, 2);
    expect(read(whole).header).toBeUndefined();
  });

  it('keeps wholes that a number cannot hold', () => {
    expect(exact(2n ** 53n - 1n)).toBe(9007199254740991);
    expect(exact(2n ** 53n + 1n)).toBe(9007199254740993n);
  });
});

describe('a status code', () => {
  it('tells quality by its two top bits; the reserved one is bad', () => {
    expect([0, 0x40900000, 0x80310000, 0xc0000000].map(qualityOf)).toEqual(['good', 'uncertain', 'bad', 'bad']);
  });

  it('turns bad values and texts into gaps of charts', () => {
    expect(chartable({ time: 0, value: 5, status: 0, quality: 'good' })).toBe(5);
    expect(chartable({ time: 0, value: 5, status: 0x80000000, quality: 'bad' })).toBeNaN();
    expect(chartable({ time: 0, value: 'NaN', status: 0, quality: 'good' })).toBeNaN();
  });
});
