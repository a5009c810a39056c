import type { Severity } from '../../health/finding.js';
import { checkMigrations, checkRights, checkServer, checkSettings, unreachable } from './database.rules.js';
import type { Diagnosis, Verdict } from './diagnosis.js';
import type { DiagnosisFacts, RecordFacts } from './diagnosis-facts.js';
import { checkPartitions, checkRetention, checkStatistics } from './history.rules.js';
import {
  checkClocks,
  checkDefinitions,
  checkEventLoops,
  checkExecuting,
  checkLeases,
} from './instance.rules.js';
import { checkHolds, checkLateness, checkSchedules } from './job.rules.js';
import { checkSpool } from './process.rules.js';

const OF_RECORD: readonly ((record: RecordFacts) => Verdict)[] = [
  checkServer,
  checkSettings,
  checkRights,
  checkMigrations,
  checkPartitions,
  checkRetention,
  checkStatistics,
  checkExecuting,
  checkLeases,
  checkClocks,
  checkEventLoops,
  checkDefinitions,
  checkSchedules,
  checkLateness,
  checkHolds,
];

const LOUDNESS: readonly Severity[] = ['critical', 'error', 'warning', 'info'];

/** Judges facts by every rule. What can't be known (the database is away, the process is another one) is not said to be well. */
export function diagnose(at: Date, { record, process }: DiagnosisFacts): Diagnosis {
  const away = 'unreachable' in record ? [unreachable(record.unreachable)] : [];
  const verdicts = [
    ...('unreachable' in record ? [] : OF_RECORD.map((check) => check(record))),
    ...(process === null ? [] : [checkSpool(process)]),
  ];
  const found = [...away, ...verdicts.flatMap(({ findings }) => findings)];
  return {
    at,
    items: found.sort((a, b) => LOUDNESS.indexOf(a.severity) - LOUDNESS.indexOf(b.severity)),
    passed: verdicts
      .filter(({ findings }) => findings.length === 0)
      .map(({ check, well: message }) => ({ check, message })),
  };
}
