import { isoTime } from '@spoor/core';

/** A span of time, cut into parts of the same length. */
export interface PartsOfTime {
  /** Where each part begins, and where the last one ends: one more than there are parts. ISO. */
  readonly edges: readonly string[];
  /** The part that a moment lies in; −1 outside, and for what is no time. */
  readonly partAt: (time: string) => number;
}

/** Cuts the time between two moments, in ms; an end that is not known leaves nothing to cut. */
export function partsOfTime(startMs: number, endMs: number, points: number): PartsOfTime {
  const isKnown = Number.isFinite(startMs) && Number.isFinite(endMs) && endMs > startMs;
  if (!isKnown) return { edges: [], partAt: () => -1 };
  const size = (endMs - startMs) / points;
  return {
    edges: Array.from({ length: points + 1 }, (_, i) => isoTime(Math.round(startMs + i * size))),
    partAt: (time) => {
      const part = Math.floor((Date.parse(time) - startMs) / size);
      return part >= 0 && part < points ? part : -1;
    },
  };
}
