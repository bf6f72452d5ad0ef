import type { SessionOverview } from '@spoor/storage';
import { promptText } from './prompt-text.js';

/** What a session is about: its name, its title, or how it began; null when nothing tells. */
export function sessionAbout({
  name,
  title,
  firstPrompt,
}: Pick<SessionOverview, 'name' | 'title' | 'firstPrompt'>): string | null {
  return name ?? title ?? (firstPrompt === null ? null : promptText(firstPrompt));
}
