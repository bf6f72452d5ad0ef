/** What the screen asks. */
export const toolsReaders = {};
