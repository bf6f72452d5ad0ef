import type { ColourDepth } from './theme.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** How many colours the terminal has, as its environment says; none where `NO_COLOR` holds anything (no-color.org). */
export function colourDepth(env: Environment): ColourDepth {
  const term = env['TERM'] ?? '';
  if ((env['NO_COLOR'] ?? '') !== '' || term === 'dumb' || env['FORCE_COLOR'] === '0') return 0;
  if (/^(?:truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return 256;
  if (/^[23]$/.test(env['FORCE_COLOR'] ?? '')) return 256;
  return /-256(?:color)?$|-direct$|^xterm-(?:kitty|ghostty)$|^(?:alacritty|foot|wezterm)/.test(term)
    ? 256
    : 16;
}

/** Whether the terminal says that it has all colours, and not a palette alone. */
export function hasTrueColour(env: Environment): boolean {
  return (
    /^(?:truecolor|24bit)$/i.test(env['COLORTERM'] ?? '') ||
    env['FORCE_COLOR'] === '3' ||
    /-direct$|^xterm-(?:kitty|ghostty)$|^wezterm/.test(env['TERM'] ?? '')
  );
}

/**
 * Whether the background is light, as `COLORFGBG` (`15;0`: text; background) says; null where it
 * says nothing. Of the sixteen colours 7 and those above 8 are light.
 */
export function lightBackground(env: Environment): boolean | null {
  const colour = /(?:^|;)(\d{1,2})$/.exec(env['COLORFGBG'] ?? '')?.[1];
  if (colour === undefined) return null;
  const number = Number(colour);
  return number === 7 || number > 8;
}
