import { line, span } from '../../present/line.js';
import { mount, type Screen, type ScreenDefinition } from '../../state/screen.js';

/** What the screen shows. */
interface AuditState {
  readonly top: number;
}

const AUDIT: ScreenDefinition<AuditState> = {
  id: 'audit',
  name: () => 'Audit',
  scopes: () => ['audit'],
  queries: () => [],
  answered: (state) => state,
  pressed: (state) => ({ state }),
  view: (_, { columns }) => [line([span(' Audit', 'strong')], columns)],
};

/** The screen as it begins. */
export function auditScreen(_remembered: unknown): Screen {
  return mount(AUDIT, { top: 0 });
}
