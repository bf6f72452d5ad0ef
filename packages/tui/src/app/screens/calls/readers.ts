/** What the screen asks. */
export const callsReaders = {};
