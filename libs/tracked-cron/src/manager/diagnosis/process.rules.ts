import type { ProcessFacts } from './diagnosis-facts.js';
import { finding, type DiagnosisFinding, type Verdict } from './diagnosis.js';

/** What this process keeps on disk while it can't be written, and what became of it. */
export function checkSpool({ spool }: ProcessFacts): Verdict {
  if (spool === null) return { check: 'spool', well: 'This process keeps none.', findings: [] };
  const { records, unsafe, lost, adopted } = spool;
  const findings: DiagnosisFinding[] = [];
  if (lost > 0) {
    findings.push(
      finding(
        'SPOOL_DROPPED',
        'error',
        `${lost} ended executions of this process were lost: memory and spool were full.`,
        'Give the spool more room (spool.maxBytes), and see why the database was away for so long.',
      ),
    );
  }
  if (unsafe > 0) {
    findings.push(
      finding(
        'SPOOL_UNSAFE',
        'error',
        `${unsafe} ended executions are in memory only, and would be lost with this process.`,
        "See that the spool's folder can be written and its disk is not full; bring the database back before this process ends.",
      ),
    );
  }
  if (records > 0) {
    findings.push(
      finding(
        'SPOOL_NOT_EMPTY',
        'warning',
        `${records} ended executions are on disk and wait for the database.`,
        'Nothing, if the database is just coming back; else see that it takes writes.',
      ),
    );
  }
  if (adopted > 0) {
    findings.push(
      finding(
        'SPOOL_ADOPTED',
        'info',
        `${adopted} ended executions of processes that had died were found in the spool, and recorded.`,
        'Nothing: the record is whole. Why those processes died, their own logs say.',
      ),
    );
  }
  return { check: 'spool', well: 'Every end of this process is in the database.', findings };
}
