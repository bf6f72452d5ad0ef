import { execFileSync } from 'node:child_process';
import { onTestFinished, type TestContext } from 'vitest';
import { needs } from './left-out.js';
import { temporaryFolder } from './temporary.js';

/** A disk of its own, in memory; gone when the test is over. Leaves the test out where mounting is refused. */
export function smallDisk(context: TestContext, size: string): string {
  const folder = temporaryFolder();
  try {
    const options = `size=${size},mode=700`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    needs(context, false, 'mounting is not allowed here');
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}
