import { agentsReaders } from '../screens/agents/readers.js';
import { auditReaders } from '../screens/audit/readers.js';
import { callReaders } from '../screens/call/readers.js';
import { callsReaders } from '../screens/calls/readers.js';
import { conversationReaders } from '../screens/conversation/readers.js';
import { figuresReaders } from '../screens/figures/readers.js';
import { firstStartReaders } from '../screens/first-start/readers.js';
import { healthReaders } from '../screens/health/readers.js';
import { lessonsReaders } from '../screens/lessons/readers.js';
import { searchReaders } from '../screens/search/readers.js';
import { sessionReaders } from '../screens/session/readers.js';
import { sessionsReaders } from '../screens/sessions/readers.js';
import { toolsReaders } from '../screens/tools/readers.js';
import { usageReaders } from '../screens/usage/readers.js';
import { workflowsReaders } from '../screens/workflows/readers.js';

/** All that screens may ask the database, by name. */
export const READERS = {
  ...firstStartReaders,
  ...sessionsReaders,
  ...sessionReaders,
  ...callReaders,
  ...callsReaders,
  ...conversationReaders,
  ...auditReaders,
  ...agentsReaders,
  ...toolsReaders,
  ...usageReaders,
  ...figuresReaders,
  ...searchReaders,
  ...lessonsReaders,
  ...workflowsReaders,
  ...healthReaders,
};

type Readers = typeof READERS;

/** The name of a question. */
export type QueryKind = keyof Readers;

type AskedOf<Kind extends QueryKind> = LastOf<Parameters<Readers[Kind]['read']>>;
type ToldOf<Kind extends QueryKind> = Awaited<ReturnType<Readers[Kind]['read']>>;
type LastOf<List extends readonly unknown[]> = List extends readonly [...unknown[], infer Last]
  ? Last
  : never;

/** A question with what it is about, as JSON: two that look the same are the same. */
export type Query = {
  [Kind in QueryKind]: { readonly kind: Kind; readonly asked: AskedOf<Kind> };
}[QueryKind];

/** What the database said to a question. */
export type Answer = {
  [Kind in QueryKind]: {
    readonly kind: Kind;
    readonly asked: AskedOf<Kind>;
    readonly told: ToldOf<Kind>;
  };
}[QueryKind];
