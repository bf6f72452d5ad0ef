import { UNTOLD_EVENT } from '../../stores/hook-execution.js';
import { HookExecutionLog } from '../../stores/hook-execution-log.js';
import { defineOperation } from '../write-operation.js';

type Row = Parameters<HookExecutionLog['append']>[0];

/** An event of any agent; what is left out is absent. */
export type EventFields = Partial<Omit<Row, 'payloadJson'>> & {
  readonly payload?: unknown;
};

/** Rows of the event log, as they are: nothing is derived from them. */
export const eventOperations = {
  'event.append': defineOperation({
    keep: (event: EventFields, { id, at }) => ({ id, createdAt: at, ...event }),
    apply: (db, { payload = null, ...event }) =>
      new HookExecutionLog(db).append({
        ...UNTOLD_EVENT,
        status: 'success',
        errorMessage: null,
        ...event,
        payloadJson: JSON.stringify(payload),
      }),
  }),
};
