import { isAbsolute } from 'node:path';

/** How Node's `os` tells of homes; both may throw. */
export interface HomeSources {
  readonly homedir: () => string;
  readonly userInfo: () => { readonly homedir: string };
}

/**
 * The user's home folder: what `HOME` says, where that is absolute, else what the system knows; a
 * relative one would be another in each folder. A command says so and ends; a hook has an event to
 * keep. Undefined where nobody knows one.
 */
export function homeFolder({ homedir, userInfo }: HomeSources): string | undefined {
  for (const ask of [homedir, () => userInfo().homedir]) {
    try {
      const home = ask();
      if (isAbsolute(home)) return home;
    } catch {
      // A user whom the system doesn't know.
    }
  }
  return undefined;
}
