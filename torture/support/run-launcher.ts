import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';

/** The client's settings in a place, for all its projects. */
export const settingsOf = ({ home }: Place): string => join(home, '.claude', 'settings.json');

/** The command that the client's settings name for an event; none: the hooks aren't installed. */
export function installedCommand(place: Place, event = 'PreToolUse'): string | undefined {
  const settings = JSON.parse(readFileSync(settingsOf(place), 'utf8'));
  return settings.hooks?.[event]?.[0]?.hooks?.[0]?.command;
}

/** Runs a hook's command as the client does. @returns what it said, nothing when all is well. */
export function runCommand(
  { env, home }: Place,
  command: string,
  input: object,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { cwd: home, env: { ...env, ...more } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        said += data;
      });
    }
    child.on('error', reject);
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(input));
    child.on('close', (status) => resolve(status === 0 ? said : `${said} status ${status}`));
  });
}
