import type { Spoor } from './call-function.js';

/**
 * This package as its user has it. Its name is no literal where it is imported: a bundler would follow
 * it, and keep all of the package for everyone who needs a part.
 */
export async function loadOwnPackage(): Promise<Spoor> {
  return (await load('@spoor/storage')) as Spoor;
}

function load(name: string): Promise<unknown> {
  return import(name);
}
