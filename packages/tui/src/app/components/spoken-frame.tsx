import { Box, Text } from 'ink';
import { useSyncExternalStore } from 'react';
import type { InspectorStore } from '../live/inspector-store.js';
import { spokenLine } from '../present/spoken-line.js';

/** What a frame is read from, and what tells of new ones. */
interface SpokenFrameProps {
  readonly store: Pick<InspectorStore, 'frame'>;
  readonly frames: Pick<InspectorStore, 'subscribe'>;
}

/** Draws a frame as a screen reader speaks it. */
export function SpokenFrame({ store, frames }: SpokenFrameProps) {
  const lines = useSyncExternalStore(frames.subscribe, store.frame);
  return (
    <Box flexDirection="column">
      {lines.map((line, row) => (
        <Text key={row}>{spokenLine(line)}</Text>
      ))}
    </Box>
  );
}
