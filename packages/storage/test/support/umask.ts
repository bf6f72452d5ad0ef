import { onTestFinished } from 'vitest';

/** Sets the umask for the rest of the test: the tests of modes need one that takes nothing away. */
export function withUmask(mask: number): void {
  const usual = process.umask(mask);
  onTestFinished(() => {
    process.umask(usual);
  });
}
