import { BINDINGS, type KeyScope } from './bindings.js';
import { MOUSE_HELP } from './mouse-help.js';
import { SCOPE_TITLES, scopeTitle } from './scope-titles.js';

/** A key as the documentation shows it. */
export interface DescribedKey {
  readonly keys: string;
  readonly help: string;
}

/** The keys of one place. */
export interface DescribedScope {
  readonly scope: KeyScope;
  readonly title: string;
  readonly keys: readonly DescribedKey[];
}

/** Every key of every place, in the order of the help, and what the mouse does. */
export function describeKeys(): readonly DescribedScope[] {
  const places = new Set([...SCOPE_TITLES.keys(), ...BINDINGS.flatMap(({ scopes }) => scopes)]);
  const scopes = [...places].map((scope) => ({
    scope,
    title: scopeTitle(scope),
    keys: BINDINGS.filter((binding) => binding.scopes.includes(scope))
      .filter(({ keys }) => !keys.some((key) => key.startsWith('wheel-')))
      .map(({ shown, help }) => ({ keys: shown, help })),
  }));
  const mouse = MOUSE_HELP.map(([gesture, help]) => ({ keys: gesture, help }));
  return [...scopes, { scope: 'mouse', title: 'Mouse', keys: mouse }].filter(
    ({ keys }) => keys.length > 0,
  );
}
