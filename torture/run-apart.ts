import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import type { Attack, Scale } from './attack.ts';

const RUN = join(import.meta.dirname, 'run.ts');

/**
 * Runs an attack in a process of its own, so that none keeps another waiting, and shows what it said
 * when it is over. @returns whether everything held.
 */
export function runApart({ name }: Attack, scale: Scale, write: boolean): Promise<boolean> {
  const options = [...(scale === 'quick' ? ['--quick'] : []), ...(write ? ['--write'] : [])];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [RUN, '--only', name, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => said.push(data));
    child.stderr.on('data', (data: Buffer) => said.push(data));
    child.on('error', reject);
    child.on('close', (status) => {
      const lines = Buffer.concat(said).toString().trimEnd().split('\n');
      // Its last line counts one attack.
      console.log((status === 0 || status === 1 ? lines.slice(0, -1) : lines).join('\n'));
      if (status !== 0 && status !== 1) console.log(`     BROKEN: ended with ${status}`);
      resolve(status === 0);
    });
  });
}
