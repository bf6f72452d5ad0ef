/** A session whose process nobody knows (it was imported, say) is given up after a day of quiet. */
export const FORSAKEN_MS = 24 * 3_600_000;
