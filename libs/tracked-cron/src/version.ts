/** The library's release, as its instances tell each other. A spec compares it with `package.json`. */
export const LIBRARY_VERSION = '0.1.0';
