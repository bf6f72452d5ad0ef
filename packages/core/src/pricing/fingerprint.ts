import type { ModelPrices } from './model-price.js';

/** Goes up when the same prices give other costs than before. */
const FORMULA = 1;

/**
 * A short text that differs when prices do: what was computed with others is not up to date. No
 * protection against forgery.
 */
export function fingerprintOf(prices: ModelPrices): string {
  // FNV-1a, twice: loading the module with real hashes takes a hook a millisecond.
  const text = JSON.stringify([FORMULA, prices]);
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x1000193)}`;
}

function hash(text: string, start: number): string {
  let value = start;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}
