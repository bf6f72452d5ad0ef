import { spawn } from 'node:child_process';
import { SpoorError } from '@spoor/core';
import type { ActionContext } from '../actions.js';
import { needSite } from '../need-site.js';

/** Starts the upkeep in a process of its own that outlives this one: `spoor db maintain --force`. */
export async function startUpkeepAction({ site }: ActionContext, _input: null): Promise<string> {
  const { host, command } = needSite(site);
  const [program, ...args] = command;
  if (program === undefined) throw new SpoorError('Run `spoor db maintain --force` in a shell.');
  const child = spawn(program, [...args, 'db', 'maintain', '--force'], {
    cwd: '/',
    detached: true,
    stdio: 'ignore',
    env: { ...host.env },
  });
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  return 'The upkeep runs in the background; its end is told of here.';
}
