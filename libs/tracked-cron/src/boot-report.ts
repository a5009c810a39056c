import type { ExecutingSwitch } from './definition/executing-switch.js';

/** What there is when an application has booted. */
export interface Booted {
  readonly application: string;
  readonly environment: string;
  readonly tracked: number;
  /** Plain jobs of the host; null where they are not observed. */
  readonly observed: number | null;
  readonly execution: Pick<ExecutingSwitch, 'any' | 'because'>;
}

/** What the log says of it. Who only observes is not told that nothing is scheduled. */
export function bootReport({ application, environment, tracked, observed, execution }: Booted): string[] {
  const where = `of ${application} (${environment})`;
  const lines: string[] = [];
  if (tracked > 0 || observed === null) {
    const fate = execution.any ? 'scheduled' : `shown but not run here: ${execution.because}`;
    lines.push(`${counted(tracked, 'job')} ${where} ${verb(tracked)} ${fate}`);
  }
  if (observed !== null) {
    const runner = observed === 1 ? 'its own scheduler runs it' : 'their own schedulers run them';
    lines.push(`${counted(observed, 'plain job')} ${where} ${verb(observed)} recorded as ${runner}`);
  }
  return lines;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function verb(count: number): 'is' | 'are' {
  return count === 1 ? 'is' : 'are';
}
