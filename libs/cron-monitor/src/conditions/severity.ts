import { SEVERITIES, type Severity } from 'nestjs-tracked-cron';

/** Whether one is as loud as the other, or louder. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/** Whether one is louder than the other. */
export function isLouder(severity: Severity, than: Severity): boolean {
  return !isAtLeast(than, severity);
}

/** One step louder, where there is one. */
export function louder(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)];
}

/** The loudest of several; `'info'` of none. */
export function loudest(severities: Iterable<Severity>): Severity {
  let found: Severity = 'info';
  for (const severity of severities) if (isAtLeast(severity, found)) found = severity;
  return found;
}
