/** The version of Spoor; the packages are released together. A test holds it to the packages' own. */
export const SPOOR_VERSION = '0.1.0';
