import type { Origin } from '@spoor/storage';

/** Where a row comes from, by which tellings it has. One that has neither was made by hooks alone. */
export function originOf(isTold: boolean, isRead: boolean): Origin {
  if (!isRead) return 'hook';
  return isTold ? 'both' : 'transcript';
}
