import { counted, exactNumber } from '../../present/amounts.js';
import type { Rows } from '../state/latest-and-all.js';
import { type Span, span } from './line.js';

/** How many rows a list shows of how many that are known, and of how many there are; nothing of an empty one. */
export function listCount(listing: Rows<unknown> | null, shown: number, noun: string): Span[] {
  if (listing === null || listing.total === 0) return [];
  const { total, rows } = listing;
  if (rows.length < total) {
    const some = `${exactNumber(shown)} of the latest ${exactNumber(rows.length)}`;
    return [span(`${some}, ${counted(total, noun)} in all `, 'faint')];
  }
  const some = shown === total ? '' : `${exactNumber(shown)} of `;
  return [span(`${some}${counted(total, noun)} `, 'faint')];
}
