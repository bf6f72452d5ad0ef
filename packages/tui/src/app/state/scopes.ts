import type { KeyScope } from '../keys/bindings.js';
import type { InspectorState } from './inspector-state.js';
import { overlayScopes } from './overlay.js';
import { topScreen } from './surroundings.js';

/** Where keys work just now, the most particular place first. */
export function scopesOf(state: InspectorState): readonly KeyScope[] {
  if (state.overlay !== null) return [...overlayScopes(state.overlay), 'anytime'];
  const own = topScreen(state).scopes();
  return [...own, ...(takesText(own) ? [] : ['everywhere']), 'anytime'];
}

/** Whether keys without a meaning of their own are text. */
export function takesText(scopes: readonly KeyScope[]): boolean {
  return scopes.includes('filter') || scopes.includes('typing');
}
