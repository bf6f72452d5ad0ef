import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A home with a data folder of its own, for hooks and commands to write to. */
export interface Place {
  readonly home: string;
  readonly dataDir: string;
  readonly databasePath: string;
  readonly spoolDir: string;
  /** Where hooks spool when the data folder takes nothing: one folder a user. */
  readonly fallbackSpools: readonly string[];
  /** All that a process needs to know of it; nothing of this machine but PATH. */
  readonly env: Readonly<Record<string, string>>;
}

/** Makes a place below a folder, the machine's temporary one unless said otherwise. */
export function makePlace(parent = tmpdir()): Place {
  const home = mkdtempSync(join(parent, 'spoor-torture-'));
  const dataDir = join(home, 'data');
  const users = new Set([process.getuid?.() ?? 0, 65_534]);
  return {
    home,
    dataDir,
    databasePath: join(dataDir, 'spoor.db'),
    spoolDir: join(dataDir, 'spool'),
    fallbackSpools: [...users].map((user) => join(home, `spoor-${user}`, 'spool')),
    env: {
      HOME: home,
      TMPDIR: home,
      PATH: process.env['PATH'] ?? '',
      SPOOR_DATA_DIR: dataDir,
      SPOOR_MAINTENANCE: 'off',
    },
  };
}

/** Takes a place and all in it away. */
export function removePlace({ home }: Place): void {
  rmSync(home, { recursive: true, force: true });
}

/** Does something in a place of its own, which is gone afterwards. */
export async function inPlace<T>(work: (place: Place) => Promise<T> | T): Promise<T> {
  const place = makePlace();
  try {
    return await work(place);
  } finally {
    removePlace(place);
  }
}
