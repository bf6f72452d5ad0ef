import { StorageError } from '../errors.js';

/** Which rows of a listing to read. */
export interface Page {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/**
 * Fills in and checks what part of a listing is wanted.
 * @throws StorageError `INVALID` when a bound is no whole number from 0 on.
 */
export function pageBounds(page: Page, usualLimit: number): { limit: number; offset: number } {
  return {
    limit: whole('limit', page.limit ?? usualLimit),
    offset: whole('offset', page.offset ?? 0),
  };
}

function whole(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new StorageError('INVALID', `\`${name}\` must be a whole number from 0 on`);
  }
  return value;
}
