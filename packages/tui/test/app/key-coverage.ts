import { bindingOf, bindingsIn } from '../../src/app/keys/bindings.js';
import type { InspectorState } from '../../src/app/state/inspector-state.js';
import { scopesOf } from '../../src/app/state/reduce.js';
import { topScreen } from '../../src/app/state/surroundings.js';

/** Which commands were pressed on which screens, and which could have been. */
export class KeyCoverage {
  readonly #pressed = new Map<string, number>();
  readonly #possible = new Map<string, readonly string[]>();

  /** A key is about to be pressed. */
  note(state: InspectorState, key: string): void {
    const scopes = scopesOf(state);
    const place = placeOf(state);
    const where = `${place} ${scopes.join(' ')}`;
    if (!this.#possible.has(where)) {
      const commands = bindingsIn(scopes).map(({ command }) => `${place} ${command}`);
      this.#possible.set(where, commands);
    }
    const command = bindingOf(key, scopes)?.command ?? 'typed';
    const pair = `${place} ${command}`;
    this.#pressed.set(pair, (this.#pressed.get(pair) ?? 0) + 1);
  }

  /** The screens, and what lay over one, where keys were pressed. */
  places(): string[] {
    return [...new Set([...this.#pressed.keys()].map((pair) => pair.split(' ')[0] ?? ''))];
  }

  /** What could have been pressed and wasn't. */
  missed(): string[] {
    const possible = new Set([...this.#possible.values()].flat());
    return [...possible].filter((pair) => !this.#pressed.has(pair)).toSorted();
  }

  /** How often each was pressed, the rarest first. */
  report(): string {
    const byCount = [...this.#pressed].toSorted((a, b) => a[1] - b[1]);
    return byCount.map(([pair, count]) => `${count} ${pair}`).join('\n');
  }
}

function placeOf(state: InspectorState): string {
  return state.overlay === null ? topScreen(state).id : `overlay:${state.overlay.kind}`;
}
