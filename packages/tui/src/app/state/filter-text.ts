/**
 * Makes a test of a filter's text: every word must be in a row's text, a word behind `!` must not.
 * Capitals count only where the filter has some.
 */
export function matcher(filter: string): (text: string) => boolean {
  const words = filter.split(/\s+/).filter((word) => word !== '' && word !== '!');
  if (words.length === 0) return () => true;
  const exact = words.some((word) => word !== word.toLowerCase());
  const wanted = words.filter((word) => !word.startsWith('!'));
  const unwanted = words.filter((word) => word.startsWith('!')).map((word) => word.slice(1));
  return (text) => {
    const where = exact ? text : text.toLowerCase();
    return (
      wanted.every((word) => where.includes(word)) && !unwanted.some((word) => where.includes(word))
    );
  };
}
