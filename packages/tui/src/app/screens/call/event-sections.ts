import type { EntryEvent } from '@spoor/storage';
import { formatBytes } from '../../../present/byte-size.js';
import { formatDuration } from '../../../present/duration.js';
import { clockTime } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import type { Block } from '../../present/block.js';
import type { Piece } from '../../present/piece.js';
import { REMOVED, section } from './section.js';

/** The hook events that tell of an entry, each with its payload folded. */
export function eventSections(events: readonly EntryEvent[]): Piece[] {
  return events.map((event, index) => {
    const name = event.hookType ?? 'event';
    return section({
      key: `event:${event.id}`,
      title: `Hook ${oneLine(name, 60)}`,
      note: noteOf(event),
      body: bodyOf(event),
      preview: 0,
      isFolded: true,
      isApart: index === 0,
      titleTone: event.status === 'success' ? 'strong' : 'bad',
      source: () =>
        event.payload === null
          ? null
          : { text: JSON.stringify(event.payload, null, 2), name: `${name}.json` },
    });
  });
}

function noteOf({ createdAt, durationMs, payloadBytes }: EntryEvent): string {
  return [
    ...(payloadBytes === 0 ? [] : [formatBytes(payloadBytes)]),
    ...(durationMs === null ? [] : [`recorded in ${formatDuration(durationMs)}`]),
    clockTime(createdAt),
  ].join(' · ');
}

function bodyOf({ payload, payloadBytes, errorMessage }: EntryEvent): Block[] {
  const error: Block[] =
    errorMessage === null ? [] : [{ kind: 'plain', text: errorMessage, tone: 'bad' }];
  if (payload !== null) return [...error, { kind: 'json', value: payload }];
  const why =
    payloadBytes === 0 ? REMOVED : `Its ${formatBytes(payloadBytes)} are too much for a screen.`;
  return [...error, { kind: 'plain', text: why, tone: 'faint' }];
}
