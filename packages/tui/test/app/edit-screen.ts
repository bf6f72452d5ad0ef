import { span } from '../../src/app/present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../src/app/state/screen.js';

/** A text that one edits, pages and copies with the keys of lists. */
const EDITING: ScreenDefinition<string> = {
  id: 'audit',
  name: () => 'Editing',
  scopes: () => ['list'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state, command) => {
    switch (command) {
      case 'first':
        return { state, effects: [{ type: 'edit', text: state, name: 'text.md', tag: 't' }] };
      case 'last':
        return { state, effects: [{ type: 'page', text: state, name: 'text.md' }] };
      case 'down':
        return { state, effects: [{ type: 'yank', text: state, what: 'the text' }] };
      default:
        return { state };
    }
  },
  heard: (state, heard) => ({ state: heard.type === 'edited' ? (heard.text ?? state) : state }),
  view: (state, { columns }) => [
    { spans: [span(`text: ${state}`.padEnd(columns))], selected: false },
  ],
};

/** The screen with a text that it begins with. */
export function editScreen(text: string): Screen {
  return mount(EDITING, text);
}
