import { SEVERITIES, type Finding } from 'nestjs-tracked-cron';

/** What is told first. */
export function loudestFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
}
