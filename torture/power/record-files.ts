import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { callId, callStart } from '../support/events.ts';
import type { Place } from '../support/place.ts';
import { installedCommand, runCommand, settingsOf } from '../support/run-launcher.ts';
import { runSpoor } from '../support/run-spoor.ts';
import { type Recording, record } from './record.ts';

/** A command that ended well, or a hook that did, with its call. */
export type Told = { readonly command: string } | { readonly call: string };

const SETTINGS = { model: 'opus', hooks: { Stop: [] }, env: { KEEP: 'this' } };

/** Records what commands do to files: settings, configuration, launcher, backups, exports, migrations. */
export function recordFiles(place: Place): Promise<Recording<Told>> {
  const { home } = place;
  const temporary = join(home, 'tmp');
  for (const folder of [temporary, dirname(settingsOf(place))]) mkdirSync(folder);
  writeFileSync(settingsOf(place), JSON.stringify(SETTINGS, null, 2));
  return record(place, async (watch, acknowledge) => {
    const env = { ...watch, TMPDIR: temporary };
    let sent = 0;
    const hook = async () => {
      const n = sent++;
      const said = await runCommand(place, installedCommand(place) ?? '', callStart(n), env);
      if (said !== '') throw new Error(`hook ${n}: ${said}`);
      acknowledge({ call: callId(n) });
    };
    const spoor = async (...args: string[]) => {
      const { status, stderr } = await runSpoor(place, args, { env });
      if (status !== 0) throw new Error(`spoor ${args.join(' ')}: ${status} ${stderr}`);
      acknowledge({ command: args.join(' ') });
    };

    await spoor('hooks', 'install', '--user');
    await hook();
    await spoor('config', 'set', 'recorder.deadlineMs', '3000');
    await hook();
    await spoor('db', 'backup');
    await hook();
    await spoor('export', '--output', join(home, 'export.jsonl.gz'));
    await spoor('config', 'set', 'recorder.deadlineMs', '4000');
    await spoor('db', 'restore', 'latest', '--yes');
    await hook();
    await spoor('import', join(home, 'export.jsonl.gz'));
    await spoor('export', '--output', join(home, 'export.jsonl.gz'));
    await spoor('db', 'cleanup');
    await spoor('db', 'migrate', '--to', '4');
    await spoor('db', 'migrate');
    await hook();
    await spoor('db', 'reset', '--yes');
    await hook();
    await spoor('hooks', 'uninstall', '--user');
  });
}
