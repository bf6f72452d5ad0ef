export type { Binding, KeyScope } from './app/keys/bindings.js';
export { BINDINGS, bindingOf, bindingsIn } from './app/keys/bindings.js';
export type { DescribedKey, DescribedScope } from './app/keys/key-table.js';
export { describeKeys } from './app/keys/key-table.js';
export type { ActionRequest } from './app/live/actions.js';
export { askDatabase, withAnswers } from './app/live/ask-database.js';
export type { Source } from './app/live/database-watch.js';
export { DatabaseWatch } from './app/live/database-watch.js';
export type { HistoryImportData } from './app/live/history-worker.js';
export type { InspectorSources, Performer } from './app/live/inspector-store.js';
export { InspectorStore } from './app/live/inspector-store.js';
export type { OutsideReader, Reader } from './app/live/reader.js';
export type { ReaderPool } from './app/live/reader-pool.js';
export { createReaderPool } from './app/live/reader-pool.js';
export type { Answer, Query, QueryKind } from './app/live/readers.js';
export { READERS } from './app/live/readers.js';
export type { RecorderSite } from './app/live/recorder-site.js';
export type { Writer, WriterOptions } from './app/live/writer.js';
export { startWriter } from './app/live/writer.js';
export type { InspectorOptions } from './app/open-inspector.js';
export { openInspector } from './app/open-inspector.js';
export { asciiText } from './app/present/ascii.js';
export type { Block } from './app/present/block.js';
export type { Column, PlacedColumn } from './app/present/columns.js';
export { headSpans, placeColumns, rowSpans } from './app/present/columns.js';
export type { Line, Span } from './app/present/line.js';
export { line, lineText, span, spansWidth, spread } from './app/present/line.js';
export type { Piece, Source as PieceSource } from './app/present/piece.js';
export { pieceLines } from './app/present/piece.js';
export { spokenLine } from './app/present/spoken-line.js';
export type { TableView } from './app/present/table-view.js';
export { filterSpans, ruleLine, tableLines } from './app/present/table-view.js';
export type {
  ColourDepth,
  Style,
  Theme,
  ThemeCircumstances,
  ThemeName,
} from './app/present/theme.js';
export { THEME_NAMES, themeFor } from './app/present/theme.js';
export { agentColumns } from './app/screens/agents/agent-columns.js';
export { agentsScreen } from './app/screens/agents/agents-screen.js';
export { runColumns } from './app/screens/agents/run-columns.js';
export type { RunsChoice } from './app/screens/agents/runs-screen.js';
export { runsScreen } from './app/screens/agents/runs-screen.js';
export { auditColumns } from './app/screens/audit/audit-columns.js';
export type { AuditCriteria } from './app/screens/audit/audit-criteria.js';
export { readCriteria, writeCriteria } from './app/screens/audit/audit-criteria.js';
export { auditScreen } from './app/screens/audit/audit-screen.js';
export { callScreen } from './app/screens/call/call-screen.js';
export { callSections } from './app/screens/call/call-sections.js';
export { entryTitle, statusOf as entryStatus } from './app/screens/call/entry-title.js';
export type { EntryContext } from './app/screens/call/section.js';
export { subagentSections } from './app/screens/call/subagent-sections.js';
export { turnSections } from './app/screens/call/turn-sections.js';
export { callColumns } from './app/screens/calls/call-columns.js';
export type { CallsChoice } from './app/screens/calls/calls-screen.js';
export { callsScreen } from './app/screens/calls/calls-screen.js';
export { conversationScreen } from './app/screens/conversation/conversation-screen.js';
export type { ConversationPlace } from './app/screens/conversation/conversation-state.js';
export type { MessageContext } from './app/screens/conversation/message-pieces.js';
export { messagePieces } from './app/screens/conversation/message-pieces.js';
export type { FigureColumn, FigureSort } from './app/screens/figures/figure-column.js';
export { sortedRows } from './app/screens/figures/figure-column.js';
export { firstStartScreen } from './app/screens/first-start/first-start-screen.js';
export { healthScreen } from './app/screens/health/health-screen.js';
export { lessonColumns } from './app/screens/lessons/lesson-columns.js';
export type { LessonSort } from './app/screens/lessons/lesson-order.js';
export { lessonScreen } from './app/screens/lessons/lesson-screen.js';
export { lessonsScreen } from './app/screens/lessons/lessons-screen.js';
export type { Remembered } from './app/screens/main-screens.js';
export { mainScreens } from './app/screens/main-screens.js';
export { searchScreen } from './app/screens/search/search-screen.js';
export { sessionScreen } from './app/screens/session/session-screen.js';
export type { SessionPlace } from './app/screens/session/session-state.js';
export type { SessionItem } from './app/screens/sessions/session-item.js';
export { sessionDuration, sessionItem } from './app/screens/sessions/session-item.js';
export { sessionsScreen } from './app/screens/sessions/sessions-screen.js';
export type { Standing, StandingFacts } from './app/screens/sessions/standing.js';
export { isLive, needsAttention, STANDINGS, standingOf } from './app/screens/sessions/standing.js';
export { toolColumns } from './app/screens/tools/tool-columns.js';
export type { ToolRow } from './app/screens/tools/tool-rows.js';
export { toolRows } from './app/screens/tools/tool-rows.js';
export { toolsScreen } from './app/screens/tools/tools-screen.js';
export { usageScreen } from './app/screens/usage/usage-screen.js';
export { stateLook } from './app/screens/workflows/state-look.js';
export { taskColumns } from './app/screens/workflows/task-columns.js';
export type { TaskSort } from './app/screens/workflows/task-order.js';
export { workflowScreen } from './app/screens/workflows/workflow-screen.js';
export { workflowsScreen } from './app/screens/workflows/workflows-screen.js';
export { frameOf } from './app/shell/frame.js';
export type { Action } from './app/state/action.js';
export { matcher } from './app/state/filter-text.js';
export type {
  HistoryImport,
  InspectorBeginning,
  InspectorEnd,
  InspectorState,
  InspectorStep,
  Notice,
  Overlay,
  ThemeState,
} from './app/state/inspector-state.js';
export { initialState } from './app/state/inspector-state.js';
export type { ListState } from './app/state/list-state.js';
export { queriesOf, reduce } from './app/state/reduce.js';
export { scopesOf } from './app/state/scopes.js';
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
export type { SortOrder } from './app/state/sort-order.js';
export { surroundingsOf, topScreen } from './app/state/surroundings.js';
export type { TableState } from './app/state/table-state.js';
export {
  EMPTY_TABLE,
  tablePressed,
  tableScopes,
  tableTyped,
  withRows,
} from './app/state/table-state.js';
export type { TabId } from './app/state/tabs.js';
export { TABS } from './app/state/tabs.js';
export type { TextField } from './app/state/text-field.js';
export type { HostProcess } from './app/terminal/terminal-guard.js';
export { formatCost, formatShare, formatUsd, shortNumber, sparkline } from './present/amounts.js';
export { formatDuration, formatElapsed } from './present/duration.js';
export { cutEnd, cutMiddle, textWidth } from './present/fit-text.js';
export { clockTime, relativeTime } from './present/relative-time.js';
export { excerpt, oneLine, safeText } from './present/safe-text.js';
export { sessionAbout } from './present/session-about.js';
export type { StatusLook, Tone } from './present/status.js';
export { SESSION_STATUS, TIMELINE_STATUS } from './present/status.js';
export type { TimelineNode, TimelineStatus } from './present/timeline.js';
export { timelineOf } from './present/timeline.js';
export type { Lane } from './present/timeline-lanes.js';
export { lanesOf } from './present/timeline-lanes.js';
export type { TimelineShape } from './present/timeline-shape.js';
export { shapeOf } from './present/timeline-shape.js';
