import { hostname } from 'node:os';
import { LIBRARY_VERSION } from '../version.js';
import type { InstanceDescription } from './lease.repository.js';

/** What the module's settings say about an instance. */
export interface InstanceSettings {
  readonly release: string | null;
  readonly labels: readonly string[];
  readonly execution: { readonly any: boolean };
}

/** What this process tells the others about itself. */
export function describeInstance(
  { release, labels, execution }: InstanceSettings,
  generationId: string | null,
): InstanceDescription {
  return {
    host: hostname(),
    pid: process.pid,
    release,
    labels,
    executes: execution.any,
    libraryVersion: LIBRARY_VERSION,
    nodeVersion: process.version,
    generationId,
  };
}
