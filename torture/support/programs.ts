import { join } from 'node:path';

const PACKAGES = join(import.meta.dirname, '../../packages');

/** The hook as it is built. */
export const HOOK = join(PACKAGES, 'hooks/dist/hook/hook.cjs');

/** The `spoor` command as it is built. */
export const SPOOR = join(PACKAGES, 'tui/dist/spoor.js');

/** The `spoor-hooks` command as it is built. */
export const SPOOR_HOOKS = join(PACKAGES, 'hooks/dist/spoor-hooks.js');
