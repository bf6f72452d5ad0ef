import type { Screen } from '../state/screen.js';
import type { TabId } from '../state/tabs.js';
import { agentsScreen } from './agents/agents-screen.js';
import { auditScreen } from './audit/audit-screen.js';
import { healthScreen } from './health/health-screen.js';
import { lessonsScreen } from './lessons/lessons-screen.js';
import { searchScreen } from './search/search-screen.js';
import { sessionsScreen } from './sessions/sessions-screen.js';
import { toolsScreen } from './tools/tools-screen.js';
import { usageScreen } from './usage/usage-screen.js';
import { workflowsScreen } from './workflows/workflows-screen.js';

/** What screens remember from one start to the next, by their ids; hostile until they have looked. */
export type Remembered = Readonly<Record<string, unknown>>;

/** The main screens as they begin. */
export function mainScreens(remembered: Remembered = {}): Readonly<Record<TabId, Screen>> {
  return {
    sessions: sessionsScreen(remembered['sessions']),
    audit: auditScreen(remembered['audit']),
    agents: agentsScreen(remembered['agents']),
    tools: toolsScreen(remembered['tools']),
    usage: usageScreen(remembered['usage']),
    search: searchScreen(remembered['search']),
    lessons: lessonsScreen(remembered['lessons']),
    workflows: workflowsScreen(remembered['workflows']),
    health: healthScreen(remembered['health']),
  };
}
