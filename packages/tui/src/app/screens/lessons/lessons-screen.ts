import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What the screen shows. */
interface LessonsState {
  readonly top: number;
}

const LESSONS: ScreenDefinition<LessonsState> = {
  id: 'lessons',
  name: () => 'Lessons',
  scopes: () => ['lessons'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Lessons', 'strong')], columns)],
};

/** The screen as it begins. */
export function lessonsScreen(_remembered: unknown): Screen {
  return mount(LESSONS, { top: 0 });
}
