import 'reflect-metadata';
import { createRequire } from 'node:module';

/** How the host reaches the library: as an ES module, or from CommonJS. */
export interface ImportParameters {
  readonly by: 'import' | 'require';
}

export interface ImportResult {
  /** Loading Nest and TypeORM, which the host has anyway. */
  readonly peersMs: number;
  /** Loading the library after them; `pg` counts as ours. */
  readonly overPeersMs: number;
}

const require = createRequire(import.meta.url);

/** Loads everything for the first time in this process. */
export async function task({ by }: ImportParameters): Promise<ImportResult> {
  const load = by === 'import' ? (name: string) => import(name) : (name: string) => require(name) as unknown;
  const begun = performance.now();
  for (const peer of ['rxjs', '@nestjs/common', '@nestjs/core', 'typeorm']) await load(peer);
  const loaded = performance.now();
  await load('nestjs-tracked-cron');
  return { peersMs: loaded - begun, overPeersMs: performance.now() - loaded };
}
