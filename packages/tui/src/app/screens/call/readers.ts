/** What the screen asks. */
export const callReaders = {};
