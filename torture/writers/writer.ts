import type { SpooledExample } from '../support/fill.ts';
import type { Place } from '../support/place.ts';
import type { Running } from '../support/running.ts';

/** Where a writer is killed. */
export interface Site {
  readonly place: Place;
  readonly example: SpooledExample;
}

/** A process that writes, and what must hold when it is killed. */
export interface Writer {
  readonly name: string;
  /** What it needs once. */
  readonly begin?: (site: Site) => Promise<void>;
  /**
   * Gives it something to do, before each time.
   * @param from a number; calls may have it and the next 999.
   * @returns the ids of calls that are kept from then on.
   */
  readonly prepare?: (site: Site, from: number) => Promise<readonly string[]>;
  readonly start: (site: Site) => Running;
  /** After so long it is killed at the latest; until it ends by itself, unless told. */
  readonly lifeMs?: number;
  /** Whether the database is damaged before it; whole it must be after all. */
  readonly mends?: boolean;
  /** What is broken after a kill. @param stdout what it has said. */
  readonly afterKill?: (site: Site, stdout: string) => readonly string[];
  /** What is broken after all. */
  readonly afterAll?: (site: Site) => Promise<readonly string[]>;
  /** Ids of calls that it has put elsewhere, as a restore sets aside what was there. */
  readonly elsewhere?: (site: Site) => readonly string[];
}
