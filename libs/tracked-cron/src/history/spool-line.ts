import { crc32 } from 'node:zlib';
import type { ExecutionBirth } from './execution-birth.js';
import type { ExecutionEnd } from './execution-end.js';

/** What is kept on disk of an ended execution; with its birth where that could not be written either. */
export interface SpoolRecord {
  readonly end: ExecutionEnd;
  readonly birth?: ExecutionBirth;
}

/** Whose records a file holds; its first line. */
export interface SpoolHeader {
  readonly format: 1;
  readonly application: string;
  readonly environment: string;
  readonly database: string;
  readonly schema: string;
  /** Whose lease tells, on other machines, whether the file still has an owner. */
  readonly instanceId: string;
}

/** One line: a checksum and JSON. A line that was not written to its end is none. */
export function encodeLine(content: SpoolRecord | SpoolHeader): string {
  const json = JSON.stringify(content);
  return `${checksum(json)} ${json}\n`;
}

/** @param line without its end @returns undefined for whatever was not written by {@link encodeLine} */
export function decodeLine(line: string): SpoolRecord | SpoolHeader | undefined {
  const json = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return undefined;
  return JSON.parse(json) as SpoolRecord | SpoolHeader;
}

export function isHeader(content: SpoolRecord | SpoolHeader): content is SpoolHeader {
  return 'format' in content;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
