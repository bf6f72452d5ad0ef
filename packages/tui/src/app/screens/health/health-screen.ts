import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What the screen shows. */
interface HealthState {
  readonly top: number;
}

const HEALTH: ScreenDefinition<HealthState> = {
  id: 'health',
  name: () => 'Health',
  scopes: () => ['health'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Health', 'strong')], columns)],
};

/** The screen as it begins. */
export function healthScreen(_remembered: unknown): Screen {
  return mount(HEALTH, { top: 0 });
}
