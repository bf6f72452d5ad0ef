export type { HostProcess } from './app/components/terminal-guard.js';
export type { Binding, KeyScope } from './app/keys/bindings.js';
export { BINDINGS, bindingOf, bindingsIn } from './app/keys/bindings.js';
export type { DescribedKey, DescribedScope } from './app/keys/key-table.js';
export { describeKeys } from './app/keys/key-table.js';
export type { ActionRequest } from './app/live/actions.js';
export type { Source } from './app/live/database-watch.js';
export { DatabaseWatch } from './app/live/database-watch.js';
export type { InspectorSources, Performer } from './app/live/inspector-store.js';
export { InspectorStore } from './app/live/inspector-store.js';
export type { Reader } from './app/live/reader.js';
export type { ReaderPool } from './app/live/reader-pool.js';
export { createReaderPool } from './app/live/reader-pool.js';
export type { Answer, Query, QueryKind } from './app/live/readers.js';
export { READERS } from './app/live/readers.js';
export type { Writer } from './app/live/writer.js';
export type { InspectorOptions } from './app/open-inspector.js';
export { openInspector } from './app/open-inspector.js';
export { asciiText } from './app/present/ascii.js';
export type { Line, Span } from './app/present/line.js';
export { line, lineText, span } from './app/present/line.js';
export { spokenLine } from './app/present/spoken-line.js';
export type { ColourDepth, Style, Theme, ThemeName } from './app/present/theme.js';
export { THEME_NAMES, themeFor } from './app/present/theme.js';
export { agentsScreen } from './app/screens/agents/agents-screen.js';
export { auditScreen } from './app/screens/audit/audit-screen.js';
export { callScreen } from './app/screens/call/call-screen.js';
export { callsScreen } from './app/screens/calls/calls-screen.js';
export { conversationScreen } from './app/screens/conversation/conversation-screen.js';
export { firstStartScreen } from './app/screens/first-start/first-start-screen.js';
export { healthScreen } from './app/screens/health/health-screen.js';
export { lessonsScreen } from './app/screens/lessons/lessons-screen.js';
export type { Remembered } from './app/screens/main-screens.js';
export { mainScreens } from './app/screens/main-screens.js';
export { searchScreen } from './app/screens/search/search-screen.js';
export { sessionScreen } from './app/screens/session/session-screen.js';
export { sessionsScreen } from './app/screens/sessions/sessions-screen.js';
export { toolsScreen } from './app/screens/tools/tools-screen.js';
export { usageScreen } from './app/screens/usage/usage-screen.js';
export { workflowsScreen } from './app/screens/workflows/workflows-screen.js';
export { frameOf } from './app/shell/frame.js';
export type {
  HistoryImport,
  InspectorBeginning,
  InspectorState,
  InspectorStep,
  Notice,
  Overlay,
  ThemeState,
} from './app/state/inspector-state.js';
export { initialState } from './app/state/inspector-state.js';
export type { Action } from './app/state/reduce.js';
export { queriesOf, reduce, scopesOf } from './app/state/reduce.js';
export type {
  Effect,
  Health,
  Heard,
  InspectorFacts,
  Screen,
  ScreenDefinition,
  ScreenStep,
  Step,
  Surroundings,
} from './app/state/screen.js';
export { mount } from './app/state/screen.js';
export { surroundingsOf, topScreen } from './app/state/surroundings.js';
export type { TabId } from './app/state/tabs.js';
export { TABS } from './app/state/tabs.js';
export { formatDuration, formatElapsed } from './present/duration.js';
export { clockTime, relativeTime } from './present/relative-time.js';
export { excerpt, safeText } from './present/safe-text.js';
export type { StatusLook, Tone } from './present/status.js';
export { SESSION_STATUS, TIMELINE_STATUS } from './present/status.js';
export type { TimelineNode, TimelineStatus } from './present/timeline.js';
export { timelineOf } from './present/timeline.js';
