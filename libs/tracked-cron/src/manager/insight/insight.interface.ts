import type { Diagnosis } from '../diagnosis/diagnosis.js';
import type { InstancesReport } from './instances.js';
import type { MarkQuery, MarksReport } from './marks.js';
import type { ScalingQuery, ScalingSignal } from './scaling.js';
import type { StorageReport } from './storage.js';

/** What can be asked about the library itself, and what happened around the jobs. */
export interface InsightReading {
  /** Who is there, who has gone lately, and which definitions they run. */
  getInstances(): Promise<InstancesReport>;

  /**
   * What somebody has to see to about the library itself, each with what to do; and what was looked at and is well. Answers
   * also while the database can't be reached: that is what it finds then.
   */
  getDiagnosis(): Promise<Diagnosis>;

  /** How much room the record takes, how fast it grows, and when what goes. Sizes are those of all applications that share the schema. */
  getStorage(): Promise<StorageReport>;

  /** How many workers the work there is would occupy. @throws TrackedCronError `INVALID_QUERY` */
  getScaling(query?: ScalingQuery): Promise<ScalingSignal>;

  /** What changed in a stretch of time and may explain what jobs did: deployments, edits, instances. @throws TrackedCronError `INVALID_QUERY` */
  getMarks(query: MarkQuery): Promise<MarksReport>;
}
