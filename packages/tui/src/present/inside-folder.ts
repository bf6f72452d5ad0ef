/** A path from the folder that it lies in; any other text stays as it is. */
export function insideFolder(text: string, folder: string | null): string {
  if (folder === null || !text.startsWith(folder)) return text;
  const rest = text.slice(folder.length);
  return /^[/\\]./.test(rest) ? rest.slice(1) : text;
}
