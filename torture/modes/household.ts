import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Place } from '../support/place.ts';
import { writeTranscript } from '../support/transcript.ts';

/** What the user has in their home that is none of Spoor's, with modes that others can see. */
export interface Household {
  readonly temporary: string;
  readonly project: string;
  readonly settings: string;
  readonly editor: string;
  readonly transcript: string;
  readonly sessionId: string;
  /** A folder that stands where others expect a file, and the other way round. */
  readonly blocked: string;
  /** By path. */
  readonly modes: ReadonlyMap<string, number>;
}

/** Furnishes a home. */
export function furnish({ home }: Place): Household {
  const modes = new Map<string, number>();
  const folder = (path: string, mode: number) => {
    mkdirSync(path, { recursive: true });
    modes.set(path, mode);
    return path;
  };
  const file = (path: string, mode: number, text: string) => {
    writeFileSync(path, text);
    modes.set(path, mode);
    return path;
  };
  const profile = folder(join(home, '.claude'), 0o755);
  const { sessionId, path: transcript } = writeTranscript(profile, 5);
  for (const path of [join(profile, 'projects'), dirname(transcript)]) modes.set(path, 0o755);
  modes.set(transcript, 0o644);
  const blocked = folder(join(home, 'blocked'), 0o700);
  folder(join(blocked, 'spoor.db'), 0o700);
  file(join(blocked, 'spool'), 0o600, '');
  const household = {
    temporary: folder(join(home, 'tmp'), 0o777),
    project: folder(join(home, 'project'), 0o775),
    settings: file(join(profile, 'settings.json'), 0o640, '{ "model": "mine" }\n'),
    editor: file(join(home, 'edit.sh'), 0o755, 'printf %s "$(sed s/before/after/ "$1")" > "$1"\n'),
    transcript,
    sessionId,
    blocked,
    modes,
  };
  for (const [path, mode] of modes) chmodSync(path, mode);
  return household;
}

/** What has another mode than before. */
export function changedModes({ modes }: Household): string[] {
  return [...modes]
    .map(([path, mode]) => ({ path, mode, now: statSync(path).mode & 0o777 }))
    .filter(({ mode, now }) => mode !== now)
    .map(({ path, mode, now }) => `${path} was ${mode.toString(8)} and is ${now.toString(8)}`);
}
