import { auditOperations } from './audit.js';
import { counterOperations } from './counter.js';
import { eventOperations } from './event.js';
import { invocationOperations } from './invocation.js';
import { lessonOperations } from './lesson.js';
import { stateOperations } from './state.js';
import { traceOperations } from './trace.js';

/** The kinds of writes that every `DurableWriter` knows. */
export const OPERATIONS = {
  ...auditOperations,
  ...counterOperations,
  ...eventOperations,
  ...traceOperations,
  ...invocationOperations,
  ...stateOperations,
  ...lessonOperations,
};
