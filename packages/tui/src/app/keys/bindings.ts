import type { Binding, KeyScope } from './binding.js';
import { AGENTS_KEYS } from './tables/agents.js';
import { AUDIT_KEYS } from './tables/audit.js';
import { CALL_KEYS } from './tables/call.js';
import { CALLS_KEYS } from './tables/calls.js';
import { CONVERSATION_KEYS } from './tables/conversation.js';
import { EVERYWHERE_KEYS } from './tables/everywhere.js';
import { FIGURES_KEYS } from './tables/figures.js';
import { FIRST_START_KEYS } from './tables/first-start.js';
import { HEALTH_KEYS } from './tables/health.js';
import { LESSONS_KEYS } from './tables/lessons.js';
import { LIST_KEYS } from './tables/lists.js';
import { OVERLAY_KEYS } from './tables/overlays.js';
import { READING_KEYS } from './tables/reading.js';
import { SEARCH_KEYS } from './tables/search.js';
import { SESSION_KEYS } from './tables/session.js';
import { SESSIONS_KEYS } from './tables/sessions.js';
import { TOOLS_KEYS } from './tables/tools.js';
import { USAGE_KEYS } from './tables/usage.js';
import { WORKFLOWS_KEYS } from './tables/workflows.js';

export type { Binding, KeyScope } from './binding.js';

/**
 * All keys: what they do, the footer, the help, the palette and `docs/keys.md` are made from this
 * table. In a scope a key has one meaning; a screen's own scopes come before those it shares.
 */
export const BINDINGS: readonly Binding[] = [
  ...SESSIONS_KEYS,
  ...SESSION_KEYS,
  ...CALL_KEYS,
  ...CALLS_KEYS,
  ...CONVERSATION_KEYS,
  ...AUDIT_KEYS,
  ...AGENTS_KEYS,
  ...TOOLS_KEYS,
  ...USAGE_KEYS,
  ...FIGURES_KEYS,
  ...SEARCH_KEYS,
  ...LESSONS_KEYS,
  ...WORKFLOWS_KEYS,
  ...HEALTH_KEYS,
  ...FIRST_START_KEYS,
  ...READING_KEYS,
  ...LIST_KEYS,
  ...OVERLAY_KEYS,
  ...EVERYWHERE_KEYS,
];

/** The binding of a key where one is, the first scope's before the others'; null when it has none. */
export function bindingOf(key: string, scopes: readonly KeyScope[]): Binding | null {
  for (const scope of scopes) {
    const binding = BY_SCOPE.get(scope)?.get(key);
    if (binding !== undefined) return binding;
  }
  return null;
}

/** The bindings that work in scopes, without those that a more particular one hides. */
export function bindingsIn(scopes: readonly KeyScope[]): Binding[] {
  const found = scopes.flatMap((scope) => BINDINGS.filter((b) => b.scopes.includes(scope)));
  return [...new Set(found)].filter((b) => b.keys.some((key) => bindingOf(key, scopes) === b));
}

const BY_SCOPE: ReadonlyMap<KeyScope, ReadonlyMap<string, Binding>> = indexed();

function indexed(): Map<KeyScope, Map<string, Binding>> {
  const scopes = new Map<KeyScope, Map<string, Binding>>();
  for (const binding of BINDINGS) {
    for (const scope of binding.scopes) {
      const keys = scopes.get(scope) ?? new Map<string, Binding>();
      scopes.set(scope, keys);
      for (const key of binding.keys) if (!keys.has(key)) keys.set(key, binding);
    }
  }
  return scopes;
}
