import { callId } from '../support/events.ts';
import {
  compare,
  drain,
  faultsInFile,
  read,
  recordedCalls,
  spooledCalls,
} from '../support/kept.ts';
import type { Place } from '../support/place.ts';

/** What came out of opening a state as a command does. */
export interface Findings {
  /** Events that were acknowledged and are nowhere. */
  readonly missing: readonly string[];
  /** All else that is wrong. */
  readonly faults: readonly string[];
}

/** Opens what a power failure has left: drains the spools, then looks at every row. */
export function checkEvents(place: Place, acknowledged: readonly string[], sent: number): Findings {
  try {
    drain(place);
    const kept = [...recordedCalls(place), ...spooledCalls(place)];
    const { missing, twice } = compare(acknowledged, kept);
    const known = new Set(Array.from({ length: sent }, (_, n) => callId(n)));
    return {
      missing,
      faults: [
        ...faultsInFile(place),
        ...twice.map((id) => `${id} is kept twice`),
        ...kept.filter((id) => !known.has(id)).map((id) => `${id} was never sent`),
        ...unlikeSent(place),
      ],
    };
  } catch (error) {
    return { missing: [], faults: [`it can't be opened: ${String(error)}`] };
  }
}

/** Rows that are not as the event was, or not good at all. */
function unlikeSent({ databasePath }: Place): string[] {
  return read<{ id: string }>(
    databasePath,
    `SELECT tool_use_id AS id FROM hook_executions
     WHERE status <> 'success' OR NOT json_valid(payload_json)
        OR payload_json ->> 'tool_use_id' IS NOT tool_use_id`,
  ).map(({ id }) => `${id} is not as it was sent`);
}
