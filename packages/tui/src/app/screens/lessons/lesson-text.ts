import type { Lesson } from '@spoor/storage';

/** A lesson as Markdown, for the clipboard and the pager. */
export function lessonText({ title, summary, details, tags, category }: Lesson): string {
  const about = [category, ...tags].join(', ');
  return [`# ${title}`, `(${about})`, summary, details ?? '']
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}
