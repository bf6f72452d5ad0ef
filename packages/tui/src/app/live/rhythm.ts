import { type FolderWatch, watchDatabase } from './folder-watch.js';

/** What is done in a rhythm. */
export interface RhythmOptions {
  readonly databasePath: string;
  /** Looks for commits; true when something was new. */
  readonly poll: () => boolean;
  /** Whether there is a database to be told of. */
  readonly isReady: () => boolean;
  /** Lets relative times go on. */
  readonly tick: () => void;
  /** Asks whether recording works. */
  readonly checkHealth: () => void;
  readonly watch?: typeof watchDatabase;
}

/**
 * Looks for commits when the database's files are written, and slowly besides: what a look finds is
 * the truth, the file system's word only a reason to look. Where it says nothing of commits that
 * looks have found, or there is no database yet, looks are frequent.
 */
export function startRhythm(options: RhythmOptions): () => void {
  const { databasePath, poll, isReady, tick, checkHealth, watch = watchDatabase } = options;
  let watching: FolderWatch | null = null;
  let look: NodeJS.Timeout | undefined;
  let lookedAt = 0;
  let unheard = 0;

  const looked = (): boolean => {
    lookedAt = performance.now();
    return poll();
  };
  const listen = () => {
    watching ??= watch(databasePath, {
      written: () => {
        unheard = 0;
        look ??= setTimeout(
          lookAgain,
          Math.max(SETTLE_MS, lookedAt + PAUSE_MS - performance.now()),
        );
      },
      failed: () => {
        watching = null;
      },
    });
  };
  // The last write of a commit is told of before other processes see it.
  const lookAgain = () => {
    look = setTimeout(() => {
      look = undefined;
      looked();
    }, PAUSE_MS);
    looked();
  };
  const isToldOf = () => isReady() && watching !== null && unheard < MOST_UNHEARD;
  const quick = setInterval(() => {
    if (isToldOf()) return;
    looked();
  }, QUICK_MS);
  const second = setInterval(() => {
    if (isReady()) listen();
    if (isToldOf() && looked()) unheard += 1;
    tick();
  }, SECOND_MS);
  const first = setTimeout(checkHealth, FIRST_HEALTH_MS);
  const health = setInterval(checkHealth, HEALTH_MS);
  listen();
  return () => {
    for (const timer of [quick, second, first, health, look]) clearTimeout(timer);
    watching?.stop();
  };
}

const SETTLE_MS = 15;
const PAUSE_MS = 100;
const QUICK_MS = 100;
const SECOND_MS = 1_000;
const HEALTH_MS = 5_000;

/** After the first frames: reading settings takes its time. */
const FIRST_HEALTH_MS = 150;

/** A commit may be found by chance just before the word of it comes; not three times in a row. */
const MOST_UNHEARD = 3;
