import { Box, Text } from 'ink';
import { memo } from 'react';
import type { Line } from '../present/line.js';
import type { Style, Theme } from '../present/theme.js';

/** Draws a frame, a line of text each; lines that stayed the same are left alone. */
export function FrameView({ lines, theme }: { lines: readonly Line[]; theme: Theme }) {
  return (
    <Box flexDirection="column">
      {lines.map((line, row) => (
        <LineView key={row} line={line} theme={theme} />
      ))}
    </Box>
  );
}

const LineView = memo(function LineView({ line, theme }: { line: Line; theme: Theme }) {
  return (
    <Text wrap="truncate" inverse={line.selected}>
      {line.spans.map(({ text, tone }, index) => (
        <Text key={index} {...(line.selected ? selectedStyle(theme[tone]) : theme[tone])}>
          {text}
        </Text>
      ))}
    </Text>
  );
});

/** On the bar of the chosen line colours would turn into a patchwork; glyphs and words stay. */
function selectedStyle({ bold }: Style): Style {
  return bold === true ? { bold } : {};
}
