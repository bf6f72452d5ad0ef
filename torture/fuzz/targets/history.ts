import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importHistory } from '@spoor/hooks';
import { makePlace, removePlace } from '../../support/place.ts';
import { transcripts } from '../corpora.ts';
import { must, type Target } from '../target.ts';

/** `spoor import` of the client's folder. */
export function history(): Target {
  const place = makePlace();
  const profile = join(place.home, 'profile');
  const folder = join(profile, 'projects', '-home-dev-repo');
  const database = {
    path: join(place.home, 'spoor.db'),
    synchronous: 'NORMAL' as const,
    busyTimeoutMs: 5_000,
  };
  let count = 0;
  return {
    name: 'history import',
    share: 2,
    corpus: transcripts(),
    take: async (input) => {
      count++;
      rmSync(profile, { recursive: true, force: true });
      const agents = join(folder, `s-${count}`, 'subagents');
      mkdirSync(agents, { recursive: true });
      writeFileSync(join(folder, `s-${count}.jsonl`), input);
      writeFileSync(join(agents, 'agent-a.jsonl'), input);
      writeFileSync(join(agents, 'agent-a.meta.json'), input.subarray(0, 300));
      await importHistory({ database, places: [profile], threads: 0 });
      const again = await importHistory({ database, places: [profile], threads: 0 });
      const { added } = again;
      must(added.messages === 0, `importing again gave ${added.messages} messages`);
    },
    close: () => removePlace(place),
  };
}
