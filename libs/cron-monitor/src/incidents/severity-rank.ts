import { SEVERITIES, type Finding, type Severity } from 'nestjs-tracked-cron';

/** The loudest first. */
export function loudestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
}

/** Whether one is louder than the other. */
export function isLouder(severity: Severity, than: Severity): boolean {
  return rankOf(severity) > rankOf(than);
}

function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
