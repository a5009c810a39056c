import type { JobStatus } from '../api/queries.js';

/** What every dialog about one job is given. It is there as long as it is open. */
export interface JobDialogProps {
  readonly job: JobStatus;
  readonly onClose: () => void;
}
