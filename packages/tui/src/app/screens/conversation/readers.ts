/** What the screen asks. */
export const conversationReaders = {};
