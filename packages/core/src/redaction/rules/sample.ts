/**
 * What the rules' examples are put together from: a whole example in the source would set off
 * every secret scanner that reads it.
 */
export const HEX32 = '3f9c1b7e5a2d8064c9e1f7b3a5d20864';
export const HEX40 = `${HEX32}7ac4e19b`;
export const HEX64 = `${HEX32}${HEX32}`;
export const MIX16 = 'q7Zt2Lk9Xw4Rb8Vn';
export const MIX20 = `${MIX16}J5h1`;
export const MIX32 = `${MIX16}Yc3Mp6Sd0Fg1Hj5T`;
export const MIX36 = `${MIX32}e8Ua`;
export const MIX40 = `${MIX36}W2xE`;
export const MIX64 = `${MIX32}${MIX32}`;
export const UPPER16 = 'Q7ZT2LK4XW5RB3VN';
