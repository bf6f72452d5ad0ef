import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import { memo } from 'react';
import { asciiText } from '../present/ascii.js';
import type { Line } from '../present/line.js';
import { spokenLine } from '../present/spoken-line.js';
import type { Style, Theme } from '../present/theme.js';

/** How frames are drawn. */
export interface Look {
  readonly theme: Theme;
  /** Our glyphs are drawn in ASCII. */
  readonly ascii: boolean;
}

/** Draws a frame, a line of text each; lines that stayed the same are left alone. */
export function FrameView({ lines, look }: { lines: readonly Line[]; look: Look }) {
  const spoken = useIsScreenReaderEnabled();
  return (
    <Box flexDirection="column">
      {lines.map((line, row) =>
        spoken ? (
          <Text key={row}>{spokenLine(line)}</Text>
        ) : (
          <LineView key={row} line={line} look={look} />
        ),
      )}
    </Box>
  );
}

const LineView = memo(function LineView({ line, look }: { line: Line; look: Look }) {
  const { theme, ascii } = look;
  return (
    <Text wrap="truncate" {...(line.selected ? theme.selected : {})}>
      {line.spans.map(({ text, tone }, index) => (
        <Text key={index} {...styleOf(theme, line.selected, theme.tones[tone])}>
          {ascii ? asciiText(text) : text}
        </Text>
      ))}
    </Text>
  );
});

/** On a bar without colours of its own only what is bold stays. */
function styleOf({ selectedKeepsColours }: Theme, selected: boolean, style: Style): Style {
  if (!selected || selectedKeepsColours) return style;
  return style.bold === true ? { bold: true } : {};
}
